// F6: what this window does not offer, and where it is: for the holder who came to the wrong door.
// Of the catalogue alone; nothing of any holder is on it.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ApiError, ElsewhereView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

type Found =
  | { readonly kind: 'asked' }
  | { readonly kind: 'items'; readonly items: readonly ElsewhereView[] }
  | { readonly kind: 'failed'; readonly error: ApiError }

export default function Elsewhere({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  const terminal = useTerminal()
  const [found, setFound] = useState<Found>({ kind: 'asked' })
  useEffect(() => {
    let gone = false
    void terminal.call('visit.elsewhere', undefined).then(reply => {
      if (gone) return
      setFound(
        reply.ok ? { kind: 'items', items: reply.value.items } : { kind: 'failed', error: reply.error },
      )
    })
    return () => {
      gone = true
    }
  }, [terminal])
  return (
    <Dialog
      title={t('visit:elsewhere.title')}
      testId="elsewhere-dialog"
      width={1080}
      onClose={onClose}
      onEnter={onClose}
      onKey={key => {
        if (key === 'F6') onClose()
        return key === 'F6'
      }}
      footer={
        <Button onClick={onClose}>
          <Words text={t('visit:elsewhere.close')} />
        </Button>
      }
    >
      {found.kind === 'failed' && (
        <p className="problem" role="alert">
          {apiErrorText(t, found.error)}
        </p>
      )}
      {found.kind === 'items' && <Items items={found.items} />}
    </Dialog>
  )
}

function Items({ items }: { readonly items: readonly ElsewhereView[] }) {
  const t = useTexts()
  const format = useFormat()
  if (items.length === 0) return <p>{t('visit:elsewhere.none')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: longer than a screen at some windows; it scrolls by keys, for which it takes the focus
    <section className="elsewhere" tabIndex={0} aria-label={t('visit:elsewhere.title')}>
      <ul>
        {items.map(item => (
          <li key={item.id} data-testid={`elsewhere-${item.id}`}>
            <b>{format.both(item.title)}</b>
            <span>{format.list(item.siteKinds.map(kind => t(`visit:siteKind.${kind}`)))}</span>
            <small>{t('visit:elsewhere.units', { units: format.list(item.units.map(format.both)) })}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
