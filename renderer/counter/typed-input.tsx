// The field for a number typed by hand: card number, resident ID, provincial card.
// What is typed goes to the terminal as it is; nothing is read or judged here, and nothing stays in the field.
import { Input, type InputRef } from 'antd'
import { type FormEvent, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { useTexts } from '../i18n/use-texts.ts'

export type TypedField = {
  /** Takes the focus, with a first character typed elsewhere. */
  readonly begin: (text: string) => void
  readonly leave: () => void
}

type TypedInputProps = {
  readonly ref: Ref<TypedField>
  readonly onTyped: (raw: string) => void
}

export function TypedInput({ ref, onTyped }: TypedInputProps) {
  const t = useTexts()
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  const leave = () => {
    setText('')
    // The digits that follow choose services.
    field.current?.blur()
  }
  useImperativeHandle(ref, () => ({
    begin: first => {
      field.current?.focus()
      setText(now => now + first)
    },
    leave,
  }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    leave()
    onTyped(text)
  }
  return (
    <form className="typed" onSubmit={submit}>
      <Input
        ref={field}
        value={text}
        onChange={event => setText(event.target.value)}
        placeholder={t('counter.typed')}
        aria-label={t('counter.typedLabel')}
        aria-keyshortcuts="F2"
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        data-testid="typed-input"
      />
      <kbd>F2</kbd>
    </form>
  )
}
