// Handing over the shift: asked once more, because F9 lies beside F8.
// It signs out, or asks for the next clerk at once; what is unsent stays safe in the journal.
import { Button } from 'antd'
import { useTexts } from '../i18n/use-texts.ts'
import type { KioskSwitch } from '../kiosk/use-kiosk.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

type SignOutDialogProps = {
  readonly unsent: number
  readonly onSignOut: () => void
  /** The next clerk signs in over the running shift. */
  readonly onHandOver: () => void
  /** Away for a moment: the shift goes on. */
  readonly onLock: () => void
  /** Settings, own PIN; for a supervisor clerks and audit. */
  readonly onManage: () => void
  /** What may be done about training here. */
  readonly training: 'begin' | 'end' | null
  readonly onTrain: (on: boolean) => void
  /** What may be done about full screen here (kiosk/use-kiosk.ts). */
  readonly kiosk: KioskSwitch
  readonly onKiosk: () => void
  readonly onClose: () => void
}

export function SignOutDialog({
  unsent,
  onSignOut,
  onHandOver,
  onLock,
  onManage,
  training,
  onTrain,
  kiosk,
  onKiosk,
  onClose,
}: SignOutDialogProps) {
  const t = useTexts()
  return (
    <Dialog
      title={t('signOut.title')}
      testId="sign-out-dialog"
      width={860}
      onClose={onClose}
      onEnter={onSignOut}
      onKey={key => {
        const pressed = key.toLowerCase()
        if (pressed === 'h') onHandOver()
        else if (pressed === 'l') onLock()
        else if (pressed === 'm') onManage()
        else if (pressed === 't' && training !== null) onTrain(training === 'begin')
        else if (pressed === 'f' && kiosk !== null) onKiosk()
        else return false
        return true
      }}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('signOut.no')} />
          </Button>
          {training !== null && (
            <Button onClick={() => onTrain(training === 'begin')} data-testid="training-button">
              <Words text={t(`training.${training}`)} />
            </Button>
          )}
          {kiosk !== null && (
            <Button onClick={onKiosk} data-testid="kiosk-button">
              <Words text={`${t(`kiosk.${kiosk}`)} [F]`} />
            </Button>
          )}
          <Button onClick={onManage} data-testid="manage-button">
            <Words text={t('people.handOver.manage')} />
          </Button>
          <Button onClick={onLock} data-testid="lock-button">
            <Words text={t('people.handOver.lock')} />
          </Button>
          <Button onClick={onHandOver} data-testid="hand-over-button">
            <Words text={t('people.handOver.next')} />
          </Button>
          <Button type="primary" onClick={onSignOut} data-testid="sign-out-button">
            <Words text={t('signOut.yes')} />
          </Button>
        </>
      }
    >
      <p>{t('signOut.ask')}</p>
      {unsent > 0 && <p>{t('signOut.text', { n: unsent })}</p>}
    </Dialog>
  )
}
