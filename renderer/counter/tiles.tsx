// The services of this window as tiles 1–9, each with its answer in words.
// What cannot be done is said, never hidden, and never only greyed.

import type { ServiceTile, VisitView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useTraining } from '../training/training-band.tsx'
import { Words } from '../ui/words.tsx'
import { type Choice, isAvailable, isServing, pagesOf, tilesOnPage } from './choice.ts'

type TilesProps = {
  readonly visit: VisitView
  readonly choice: Choice
  readonly onToggle: (itemId: string) => void
  readonly onElsewhere: () => void
  readonly onPage: () => void
}

export function Tiles({ visit, choice, onToggle, onElsewhere, onPage }: TilesProps) {
  const t = useTexts()
  const { otherItems } = visit
  const pages = pagesOf(visit)
  const services = tilesOnPage(visit, choice.page)
  return (
    <section
      className={services.length > 5 ? 'tiles tiles-many' : 'tiles'}
      aria-label={t('counter.services')}
      data-testid="tiles"
    >
      {services.map((tile, i) => (
        <Tile
          key={tile.id}
          tile={tile}
          number={i + 1}
          picked={choice.picked.find(p => p.itemId === tile.id)}
          usable={isServing(visit) && isAvailable(tile)}
          live={visit.quota?.items.includes(tile.id) === true ? visit.quota.state : null}
          now={visit.scannedAt}
          onToggle={() => onToggle(tile.id)}
        />
      ))}
      {/* Where it fills the row, not where it would begin one. */}
      {pages === 1 && otherItems > 0 && services.length <= 5 && services.length % 3 !== 0 && (
        <button
          type="button"
          className="tile tile-off tile-elsewhere"
          onClick={onElsewhere}
          data-testid="tile-elsewhere"
        >
          <span className="tile-number" aria-hidden="true">
            –
          </span>
          <h3>{t('counter.others', { n: otherItems })}</h3>
          <p>
            {t('counter.othersHint')} <Words text={t('visit:elsewhereKey')} />
          </p>
        </button>
      )}
      {pages > 1 && (
        <button type="button" className="tiles-page" onClick={onPage} data-testid="tiles-page">
          <Words text={t('visit:page', { page: choice.page + 1, pages })} />
        </button>
      )}
    </section>
  )
}

type TileProps = {
  readonly tile: ServiceTile
  readonly number: number
  readonly picked: Choice['picked'][number] | undefined
  readonly usable: boolean
  /** Of a scarce service: whether the registry said, just now, what was used elsewhere. */
  readonly live: 'asking' | 'answered' | 'absent' | null
  readonly now: number
  readonly onToggle: () => void
}

function Tile({ tile, number, picked, usable, live, now, onToggle }: TileProps) {
  const t = useTexts()
  const format = useFormat()
  const answer = useAnswer(tile, now)
  // Whatever stands in for the registry then: nobody was asked.
  const training = useTraining()
  const content = (
    <>
      <span className="tile-number" aria-hidden="true">
        {number}
      </span>
      <h3>{format.both(tile.title)}</h3>
      {!isAvailable(tile) ? (
        <p className="tile-why">{answer}</p>
      ) : (
        <p className={answer === null ? 'tile-hint' : undefined} title={format.both(tile.hint)}>
          {answer ?? format.both(tile.hint)}
        </p>
      )}
      {live !== null && isAvailable(tile) && (
        <p className={`tile-live tile-live-${live}`} role="status" data-testid={`live-${tile.id}`}>
          {t(`visit:quota.${training ? 'training' : live}`)}
        </p>
      )}
      {picked !== undefined && tile.relations.length > 1 && !tile.holderPresent && (
        <p className="tile-relation">
          {t('counter.forWhom', { relation: t(`words:relation.${picked.relation}`) })}
        </p>
      )}
    </>
  )
  const attributes = {
    'data-testid': `tile-${tile.id}`,
    'data-availability': tile.availability,
    'data-recorded': tile.alreadyRecorded,
  }
  if (!usable) {
    return (
      <div className="tile tile-off" {...attributes}>
        {content}
      </div>
    )
  }
  return (
    <button
      type="button"
      className={picked === undefined ? 'tile' : 'tile tile-picked'}
      aria-pressed={picked !== undefined}
      aria-keyshortcuts={String(number)}
      onClick={onToggle}
      {...attributes}
    >
      {content}
    </button>
  )
}

/** Why not, or how much is left; null when there is nothing to say but the service's own hint. */
function useAnswer(tile: ServiceTile, now: number): string | null {
  const t = useTexts()
  const format = useFormat()
  const { quota, remaining } = tile
  if (tile.alreadyRecorded) return t('visit:already')
  if (tile.availability === 'available') {
    if (quota === null || remaining === null) return null
    if (quota.kind === 'amount') return t('remaining.amount', { amount: format.yuan(remaining) })
    return t(`remaining.${quota.kind}`, { n: remaining })
  }
  if (tile.availability !== 'used-up' || tile.usedAt === null) return t(`availability.${tile.availability}`)
  const when = [format.day(tile.usedAt, now), tile.usedSite].filter(part => part !== null).join(' ')
  const kind = quota === null || quota.kind === 'tickets' ? 'other' : quota.kind
  return t(`usedUp.${kind}`, { when })
}
