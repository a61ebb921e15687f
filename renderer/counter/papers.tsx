// The papers of the service chosen last, to be ticked off by eye: by P one after the other, or by a click.
// A list that helps: nothing is recorded of it, and nothing waits for it.
import type { ServiceTile } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import { type Picked, paperKey, papersFor } from './choice.ts'

type PapersProps = {
  readonly tile: ServiceTile
  readonly picked: Picked
  readonly seen: readonly string[]
  readonly onTick: (key: string) => void
}

export function Papers({ tile, picked, seen, onTick }: PapersProps) {
  const t = useTexts()
  const format = useFormat()
  const papers = papersFor(tile, picked.relation)
  if (papers.length === 0) return null
  return (
    <section className="papers" aria-label={t('visit:papers.title')} data-testid="papers">
      <b>{t('visit:papers.title')}</b>
      {papers.map(paper => {
        const key = paperKey(tile.id, paper)
        const isSeen = seen.includes(key)
        return (
          <button key={key} type="button" aria-pressed={isSeen} onClick={() => onTick(key)}>
            <i aria-hidden="true">{isSeen ? '✓' : ''}</i>
            {format.both(paper.title)}
          </button>
        )
      })}
      <small>
        <Words text={t('visit:papers.key')} />
      </small>
    </section>
  )
}
