// For whom a service is done: the relations that its item knows, chosen by digit.
// Only what the terminal allowed is offered.
import { Button } from 'antd'
import type { Relation } from '../../core/policy/catalogue.ts'
import type { ServiceTile } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

type RelationDialogProps = {
  readonly tile: ServiceTile
  readonly chosen: Relation
  readonly onChoose: (relation: Relation) => void
  readonly onClose: () => void
}

export function RelationDialog({ tile, chosen, onChoose, onClose }: RelationDialogProps) {
  const t = useTexts()
  const format = useFormat()
  const byDigit = (key: string) => {
    const relation = /^[1-9]$/.test(key) ? tile.relations[Number(key) - 1] : undefined
    if (relation !== undefined) onChoose(relation)
    return relation !== undefined
  }
  return (
    <Dialog
      title={t('relation.title', { item: format.both(tile.title) })}
      testId="relation-dialog"
      onClose={onClose}
      onEnter={onClose}
      onKey={byDigit}
      footer={
        <Button onClick={onClose}>
          <Words text={t('relation.cancel')} />
        </Button>
      }
    >
      <p className="dialog-hint">{t('relation.hint')}</p>
      <div className="relations">
        {tile.relations.map((relation, i) => (
          <button
            key={relation}
            type="button"
            aria-pressed={relation === chosen}
            onClick={() => onChoose(relation)}
            data-testid={`relation-${relation}`}
          >
            <kbd>{i + 1}</kbd>
            {t(`words:relation.${relation}`)}
          </button>
        ))}
      </div>
    </Dialog>
  )
}
