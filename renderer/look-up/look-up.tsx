// F3: finds a holder whose card is not at hand, by keys alone: type, Enter, digit.
// Names stay masked; nothing that was typed is kept when the dialog closes.
import { Button, Input, type InputRef } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { LookUpFound, LookUpResult } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useStore } from '../ui/store.ts'
import { Words } from '../ui/words.tsx'
import { Allow } from './allow.tsx'
import { createLookUp } from './search.ts'

type LookUpProps = {
  /** The reference of the holder who was chosen. */
  readonly onPick: (ref: string) => void
  readonly onClose: () => void
}

export default function LookUp({ onPick, onClose }: LookUpProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const [lookUp] = useState(() => createLookUp(terminal))
  const state = useStore(lookUp.state)
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  const limited = state.kind === 'refused' && state.error.code === 'look-up-limit'

  const search = (event?: FormEvent) => {
    event?.preventDefault()
    // From here on digits choose, and Enter opens.
    field.current?.blur()
    void lookUp.search(text)
  }
  const pick = (digit?: number): boolean => {
    const result = lookUp.picked(digit)
    if (result !== null) onPick(result.ref)
    return result !== null
  }
  const edit = () => field.current?.focus({ cursor: 'all' })

  function onKey(key: string): boolean {
    if (limited) return false
    if (key === 'ArrowDown' || key === 'ArrowUp') lookUp.move(key === 'ArrowDown' ? 1 : -1)
    else if (key === 'F3' || key === '/' || key === 'Backspace') edit()
    else if (/^[1-9]$/.test(key)) return pick(Number(key))
    else return false
    return true
  }

  if (limited) {
    return <Allow retryAfter={state.error.retryAfter ?? 0} onAllow={lookUp.allow} onClose={onClose} />
  }
  return (
    <Dialog
      title={t('lookUp:title')}
      testId="look-up"
      width={760}
      onClose={onClose}
      onEnter={() => {
        if (!pick()) edit()
      }}
      onKey={onKey}
      focus={edit}
      footer={
        <div className="look-up-foot">
          <span>{state.kind === 'found' && t('lookUp:left', { n: state.found.left })}</span>
          <Button onClick={onClose}>
            <Words text={t('lookUp:cancel')} />
          </Button>
        </div>
      }
    >
      <form className="look-up-ask" onSubmit={search}>
        <Input
          ref={field}
          value={text}
          onChange={event => setText(event.target.value)}
          placeholder={t('lookUp:placeholder')}
          aria-label={t('lookUp:label')}
          aria-describedby="look-up-answer"
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          data-testid="look-up-text"
        />
        <Button type="primary" htmlType="submit" data-testid="look-up-search">
          <Words text={t('lookUp:search')} />
        </Button>
      </form>
      <div id="look-up-answer" className="look-up-answer" role="status">
        {state.kind === 'empty' && <p>{t('lookUp:label')}</p>}
        {state.kind === 'searching' && <p>{t('lookUp:searching')}</p>}
        {state.kind === 'refused' && (
          <p className="problem" data-testid="look-up-problem">
            {apiErrorText(t, state.error)}
          </p>
        )}
        {state.kind === 'found' && <Answer found={state.found} />}
      </div>
      {state.kind === 'found' && (
        <ul className="look-up-results">
          {state.found.results.map((result, i) => (
            <Result
              key={result.ref}
              result={result}
              digit={i + 1}
              chosen={i === state.at}
              onPick={() => onPick(result.ref)}
            />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function Answer({ found }: { readonly found: LookUpFound }) {
  const t = useTexts()
  if (found.kind === 'nothing') return <p>{t('lookUp:nothing')}</p>
  if (found.results.length === 0) return <p>{t('lookUp:none')}</p>
  return (
    <>
      <p>
        <b>{t('lookUp:found', { n: found.results.length })}</b>　<Words text={t('lookUp:pick')} />
      </p>
      {found.more && <p className="look-up-more">{t('lookUp:more')}</p>}
    </>
  )
}

type ResultProps = {
  readonly result: LookUpResult
  readonly digit: number
  readonly chosen: boolean
  readonly onPick: () => void
}

function Result({ result, digit, chosen, onPick }: ResultProps) {
  const t = useTexts()
  const row = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <li>
      <button ref={row} type="button" aria-current={chosen} onClick={onPick} data-testid={`look-up-${digit}`}>
        <kbd>{digit}</kbd>
        <b>{result.nameMasked}</b>
        <span>{result.provincial ? t('lookUp:provincial') : t(`words:tier.${result.tier}`)}</span>
        <span>{t('lookUp:cardTail', { tail: result.cardTail })}</span>
        <span>{t('lookUp:idTail', { tail: result.idTail })}</span>
        <span data-status={result.status}>{t(`words:status.${result.status}`)}</span>
      </button>
    </li>
  )
}
