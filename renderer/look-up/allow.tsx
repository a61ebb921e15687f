// Too many holders were looked up in a short time: a supervisor's number and PIN, or a wait.
// It gives looks, never holders: what may be seen of one stays the same.
import { Button } from 'antd'
import type { ApiError } from '../../electron/api.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { type Credentials, PinFields, usePinEntry } from '../sign-in/pin-entry.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

/** As many as electron/look-up/allowance.ts gives. */
const LOOKS = 20

type AllowProps = {
  /** Seconds until the clerk may look again without a supervisor. */
  readonly retryAfter: number
  readonly onAllow: (number: string, pin: string) => Promise<ApiError | null>
  readonly onClose: () => void
}

export function Allow({ retryAfter, onAllow, onClose }: AllowProps) {
  const t = useTexts()
  const entry = usePinEntry('number-and-pin')
  const allow = async ({ number, pin }: Credentials): Promise<string | null> => {
    const refused = await onAllow(number, pin)
    return refused === null ? null : apiErrorText(t, refused)
  }

  return (
    <Dialog
      title={t('lookUp:allowTitle')}
      testId="look-up-allow"
      onClose={onClose}
      onEnter={() => void entry.submit(allow)}
      focus={() => entry.fields.number.current?.focus()}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('lookUp:cancel')} />
          </Button>
          <Button type="primary" onClick={() => void entry.submit(allow)} data-testid="look-up-agree">
            <Words text={t('lookUp:allow')} />
          </Button>
        </>
      }
    >
      <p className="dialog-hint">
        {t('lookUp:allowHint', { n: LOOKS, minutes: Math.max(1, Math.ceil(retryAfter / 60)) })}
      </p>
      <form onSubmit={event => void entry.submit(allow, event)}>
        <PinFields entry={entry} id="look-up-allow" whose="supervisor" />
      </form>
    </Dialog>
  )
}
