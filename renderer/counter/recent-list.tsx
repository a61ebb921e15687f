// 最近办理: the last few records of this window, and what was left unrecorded.
// Masked names only, as the records have them.
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { TrainingMark } from '../training/training-band.tsx'
import { Mark, type MarkName } from '../ui/icons.tsx'
import type { RecentEntry } from './desk.ts'
import type { Tally } from './holder-follows.ts'

type RecentListProps = { readonly entries: readonly RecentEntry[]; readonly tally: Tally | null }

export function RecentList({ entries, tally }: RecentListProps) {
  const t = useTexts()
  return (
    <section className="recent" aria-labelledby="recent-title" data-testid="recent-list">
      <h2 id="recent-title">
        {t('counter.recent')}
        <TrainingMark />
        {tally !== null && <small data-testid="tally">{t('visit:tally', tally)}</small>}
      </h2>
      {entries.length === 0 ? (
        <p>{t('counter.recentEmpty')}</p>
      ) : (
        <ul>
          {entries.map(entry => (
            <Line key={entry.key} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  )
}

type Shown = {
  readonly name: string
  readonly text: string
  readonly mark: MarkName
}

function Line({ entry }: { readonly entry: RecentEntry }) {
  const format = useFormat()
  const { name, text, mark } = useShown(entry)
  return (
    <li data-kind={entry.kind}>
      <time>{format.clock(entry.at)}</time>
      <span>{name}</span>
      <span title={text}>{text}</span>
      <Mark name={mark} />
    </li>
  )
}

function useShown(entry: RecentEntry): Shown {
  const t = useTexts()
  const format = useFormat()
  switch (entry.kind) {
    case 'overtaken': {
      const times = entry.count > 1 ? ` ×${entry.count}` : ''
      return { name: '—', text: `${t('counter.overtaken')}${times}`, mark: 'undone' }
    }
    case 'unrecorded': {
      const items = format.list(entry.titles.map(format.both))
      return {
        name: entry.name ?? '—',
        text: t('counter.unrecorded', { items }),
        mark: 'undone',
      }
    }
    case 'record': {
      const { record } = entry
      const title = record.itemTitle === null ? '' : format.both(record.itemTitle)
      const name = record.nameMasked ?? '—'
      switch (record.kind) {
        case 'service':
          return { name, text: title, mark: 'done' }
        case 'refusal':
          return {
            name,
            text: t('counter.notServed', {
              reason: t(
                record.cause === null ? `reasons:${record.reason}.title` : `visit:cause.${record.cause}`,
              ),
            }),
            mark: 'refused',
          }
        case 'rating':
          return { name, text: t('visit:rating', { rating: record.rating ?? '' }), mark: 'done' }
        case 'void':
          return { name, text: t('counter.voided', { items: title }), mark: 'undone' }
      }
    }
  }
}
