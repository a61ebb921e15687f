// What support needs to find a record, to be copied or read out over the phone.
// It names no holder: the text comes from the terminal so, and is shown as it came.
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'

export function HandOver({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const t = useTexts()
  const [copied, setCopied] = useState(false)
  // Where the clipboard is not to be had, the text can still be read and selected.
  const copy = () =>
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => {},
    )
  return (
    <Dialog
      title={t('worklist:handedOver')}
      testId="worklist-support"
      onClose={onClose}
      onEnter={copy}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('worklist:close')} />
          </Button>
          <Button type="primary" onClick={copy}>
            {copied ? t('worklist:copied') : <Words text={t('worklist:copy')} />}
          </Button>
        </>
      }
    >
      <pre className="worklist-text">{text}</pre>
    </Dialog>
  )
}
