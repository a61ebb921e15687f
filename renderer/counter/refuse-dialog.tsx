// Why a holder whose card is good was not served: one digit, and it is on record for supervision.
// It says nothing about the holder; a card that is refused by its verdict never comes here.
import { Button } from 'antd'
import type { RefusalCause } from '../../core/sync/wire.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

/** In the order of how often a counter has them. */
const CAUSES = [
  'holder-left',
  'not-today',
  'papers-missing',
  'used-up',
  'not-the-holder',
] as const satisfies readonly RefusalCause[]

type RefuseDialogProps = {
  readonly onRefuse: (cause: RefusalCause) => void
  readonly onClose: () => void
}

export function RefuseDialog({ onRefuse, onClose }: RefuseDialogProps) {
  const t = useTexts()
  return (
    <Dialog
      title={t('visit:refuse.title')}
      testId="refuse-dialog"
      onClose={onClose}
      onKey={key => {
        const cause = /^[1-9]$/.test(key) ? CAUSES[Number(key) - 1] : undefined
        if (cause !== undefined) onRefuse(cause)
        return cause !== undefined
      }}
      footer={
        <Button onClick={onClose}>
          <Words text={t('visit:refuse.cancel')} />
        </Button>
      }
    >
      <p className="dialog-hint">{t('visit:refuse.hint')}</p>
      <div className="relations">
        {CAUSES.map((cause, i) => (
          <button key={cause} type="button" onClick={() => onRefuse(cause)} data-testid={`cause-${cause}`}>
            <kbd>{i + 1}</kbd>
            {t(`visit:cause.${cause}`)}
          </button>
        ))}
      </div>
    </Dialog>
  )
}
