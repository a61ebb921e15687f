// Leaving full screen for a while: a supervisor's number and PIN, whoever is signed in.
// The PIN leaves this dialog only to the terminal, and the field is empty after every attempt.
import { Button } from 'antd'
import type { AppView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { type Credentials, PinFields, usePinEntry } from '../sign-in/pin-entry.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

type LeaveDialogProps = {
  readonly onLeft: (app: AppView) => void
  readonly onClose: () => void
}

export default function LeaveDialog({ onLeft, onClose }: LeaveDialogProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const entry = usePinEntry('number-and-pin')
  async function leave(typed: Credentials): Promise<string | null> {
    const reply = await terminal.call('kiosk.leave', typed)
    if (!reply.ok) return apiErrorText(t, reply.error)
    onLeft(reply.value)
    return null
  }

  return (
    <Dialog
      title={t('kiosk.title')}
      testId="kiosk-leave"
      onClose={onClose}
      onEnter={() => void entry.submit(leave)}
      focus={() => entry.fields.number.current?.focus()}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('kiosk.stay')} />
          </Button>
          <Button type="primary" onClick={() => void entry.submit(leave)} data-testid="kiosk-leave-submit">
            <Words text={t('kiosk.leaveNow')} />
          </Button>
        </>
      }
    >
      <p className="dialog-hint">{t('kiosk.hint')}</p>
      <form onSubmit={event => void entry.submit(leave, event)}>
        <PinFields entry={entry} id="kiosk" whose="supervisor" />
      </form>
    </Dialog>
  )
}
