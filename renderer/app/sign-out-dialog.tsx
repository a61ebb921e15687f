// Handing over the shift: asked once more, because F9 lies beside F8.
// It only signs out; what is unsent stays safe in the journal.
import { Button } from 'antd'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

type SignOutDialogProps = {
  readonly unsent: number
  readonly onSignOut: () => void
  readonly onClose: () => void
}

export function SignOutDialog({ unsent, onSignOut, onClose }: SignOutDialogProps) {
  const t = useTexts()
  return (
    <Dialog
      title={t('signOut.title')}
      testId="sign-out-dialog"
      onClose={onClose}
      onEnter={onSignOut}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('signOut.no')} />
          </Button>
          <Button type="primary" onClick={onSignOut} data-testid="sign-out-button">
            <Words text={t('signOut.yes')} />
          </Button>
        </>
      }
    >
      {unsent > 0 && <p>{t('signOut.text', { n: unsent })}</p>}
    </Dialog>
  )
}
