// Who came along with the holder: one digit a person, by kind, within the tickets of a visit.
// Only kinds that the service knows are offered, and the holder's own ticket is never taken away.
import { Button } from 'antd'
import type { Relation } from '../../core/policy/catalogue.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { companionKinds, type current, mostTickets } from './choice.ts'

type CompanionsDialogProps = NonNullable<ReturnType<typeof current>> & {
  readonly onAdd: (kind: Relation) => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

export function CompanionsDialog({ tile, picked, onAdd, onRemove, onClose }: CompanionsDialogProps) {
  const t = useTexts()
  const format = useFormat()
  const kinds = companionKinds(tile)
  return (
    <Dialog
      title={t('visit:companions.title', { item: format.both(tile.title) })}
      testId="companions-dialog"
      onClose={onClose}
      onEnter={onClose}
      onKey={key => {
        const kind = /^[1-9]$/.test(key) ? kinds[Number(key) - 1] : undefined
        if (kind !== undefined) onAdd(kind)
        else if (key === '-') onRemove()
        return kind !== undefined || key === '-'
      }}
      footer={
        <Button type="primary" onClick={onClose}>
          <Words text={t('visit:companions.done')} />
        </Button>
      }
    >
      <p className="dialog-hint">
        <Words text={t('visit:companions.hint', { n: mostTickets(tile) })} />
      </p>
      <div className="relations">
        {kinds.map((kind, i) => (
          <button key={kind} type="button" onClick={() => onAdd(kind)} data-testid={`companion-${kind}`}>
            <kbd>{i + 1}</kbd>
            {t(`words:relation.${kind}`)}
          </button>
        ))}
      </div>
      <p className="companions-sum" role="status" data-testid="companions-sum">
        <CompanionWords companions={picked.companions} />
      </p>
    </Dialog>
  )
}

/** "本人 1 · 配偶 1 · 子女 1 · 共 3 张" */
export function CompanionWords({ companions }: { readonly companions: readonly Relation[] }) {
  const t = useTexts()
  const kinds = [...new Set(companions)]
  return [
    t('visit:companions.self'),
    ...kinds.map(kind =>
      t('visit:companions.count', {
        relation: t(`words:relation.${kind}`),
        n: companions.filter(c => c === kind).length,
      }),
    ),
    t('visit:companions.total', { n: companions.length + 1 }),
  ].join(' · ')
}
