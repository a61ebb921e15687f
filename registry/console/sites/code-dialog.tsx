// A one-time code for a window: what it is called and offers, then the code as text and QR, shown once.
// The picture is drawn by the registry and shown as a picture, never as markup.
import { useState } from 'react'
import type { Output } from '../api.ts'
import { timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { Ask, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'

type CodeDialogProps = { readonly page: Output<'sites.page'>; readonly onClose: () => void }

export function CodeDialog({ page, onClose }: CodeDialogProps) {
  const t = useTexts()
  const language = useLanguage()
  const [nameZh, setNameZh] = useState('')
  const [nameEn, setNameEn] = useState('')
  const [items, setItems] = useState<readonly string[]>(() => page.items.map(item => item.id))
  const [made, setMade] = useState<Output<'sites.code'> | null>(null)
  const { act, busy, refusal } = useAct()
  const all = items.length === page.items.length

  if (made !== null)
    return (
      <Ask
        testId="code-made"
        title={t.sites.codeMade}
        submit={t.frame.close}
        onSubmit={onClose}
        onClose={onClose}
      >
        <p>{t.sites.codeNote(timeOf(made.expiresAt))}</p>
        <img
          className="code-picture"
          src={`data:image/svg+xml;utf8,${encodeURIComponent(made.svg)}`}
          alt={t.sites.codePicture}
        />
        <output className="secret code-text" data-testid="code-text">
          {made.code}
        </output>
      </Ask>
    )
  return (
    <Ask
      testId="make-code"
      title={t.sites.code}
      submit={t.sites.makeCode}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() =>
        void act('sites.code', { id: page.site.id, nameZh, nameEn, items: all ? null : [...items] }, setMade)
      }
    >
      <Text label={t.sites.windowZh} name="window-zh" value={nameZh} onChange={setNameZh} required />
      <Text label={t.sites.windowEn} name="window-en" value={nameEn} onChange={setNameEn} required />
      <fieldset className="choices">
        <legend>{t.sites.offered}</legend>
        {page.items.map(item => (
          <label key={item.id}>
            <input
              type="checkbox"
              checked={items.includes(item.id)}
              onChange={event =>
                setItems(event.target.checked ? [...items, item.id] : items.filter(id => id !== item.id))
              }
            />
            {item.id} {item[language]}
          </label>
        ))}
      </fieldset>
    </Ask>
  )
}
