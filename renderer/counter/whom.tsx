// For whom a service is done, or who came along: the button that says it, and the dialog that B opens.
// Which of the two it is, is the service's own: where the holder must be there himself, the others are counted.
import { Button } from 'antd'
import type { Relation } from '../../core/policy/catalogue.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import { companionKinds, type current } from './choice.ts'
import { CompanionsDialog } from './companions-dialog.tsx'
import { RelationDialog } from './relation-dialog.tsx'

type Chosen = NonNullable<ReturnType<typeof current>>

/** Nothing where it is for one only. */
export function WhomButton({ tile, picked, onOpen }: Chosen & { readonly onOpen: () => void }) {
  const t = useTexts()
  if (tile.relations.length < 2) return null
  const text =
    companionKinds(tile).length > 0
      ? t('visit:companions.button', { n: picked.companions.length })
      : t('counter.relation', { relation: t(`words:relation.${picked.relation}`) })
  return (
    <Button className="act-relation" onClick={onOpen} data-testid="relation-button">
      <Words text={text} />
    </Button>
  )
}

type WhomDialogProps = Chosen & {
  readonly onRelation: (relation: Relation) => void
  readonly onAdd: (kind: Relation) => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

export function WhomDialog({ tile, picked, onRelation, onAdd, onRemove, onClose }: WhomDialogProps) {
  if (companionKinds(tile).length > 0)
    return <CompanionsDialog {...{ tile, picked, onAdd, onRemove, onClose }} />
  return <RelationDialog tile={tile} chosen={picked.relation} onChoose={onRelation} onClose={onClose} />
}
