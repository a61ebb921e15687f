// The draft as JSON, for those who know the format: to read, to take away, to bring back.
// What is not a catalogue's form is not taken over; what is wrong in it is marked at its fields like anything else.
import { Button } from 'antd'
import { useId, useState } from 'react'
import type { Catalogue } from '../../../core/policy/catalogue.ts'
import { hasShape } from '../../../core/policy/catalogue-problems.ts'
import { useTexts } from '../i18n/texts.ts'
import { saveJson } from './save-json.ts'

export function JsonPart({
  body,
  onChange,
}: {
  readonly body: Catalogue
  readonly onChange: (body: Catalogue) => void
}) {
  const { catalogue: t } = useTexts()
  const id = useId()
  const [text, setText] = useState(() => JSON.stringify(body, null, 2))
  const [bad, setBad] = useState(false)
  function take(): void {
    const read = parsed(text)
    setBad(read === null)
    if (read !== null) onChange(read)
  }
  return (
    <>
      <p className="quiet">{t.jsonNote}</p>
      {bad && (
        <p className="refused" role="alert">
          {t.jsonBad}
        </p>
      )}
      <label htmlFor={id} className="visually-hidden">
        JSON
      </label>
      <textarea
        id={id}
        className="input json-text"
        spellCheck={false}
        value={text}
        data-testid="draft-json"
        onChange={event => setText(event.target.value)}
      />
      <div className="paging">
        <Button type="primary" onClick={take} data-testid="json-take">
          {t.jsonTake}
        </Button>
        <Button onClick={() => saveJson(body)}>{t.download}</Button>
        <label>
          {t.jsonFile}{' '}
          <input
            type="file"
            accept=".json,application/json"
            onChange={event => void event.target.files?.[0]?.text().then(setText)}
          />
        </label>
      </div>
    </>
  )
}

/** A file of before there were papers has none. */
function parsed(text: string): Catalogue | null {
  try {
    const raw: unknown = JSON.parse(text)
    if (!hasShape(raw)) return null
    const body = raw as Catalogue
    const items = body.items.map(item => ({
      ...item,
      papers: item.papers ?? [],
      scarce: item.scarce ?? false,
    }))
    return { ...body, items }
  } catch {
    return null
  }
}
