// The counter between two holders: what was just recorded, and the invitation to show the next card.
// Nothing of the last holder may be on it but the service that was put on record.
import type { StatusView } from '../../electron/api.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Mark } from '../ui/icons.tsx'
import { Words } from '../ui/words.tsx'
import type { DeskState, Done } from './desk.ts'

type ReadyProps = { readonly state: Extract<DeskState, { kind: 'ready' }>; readonly status: StatusView }

export function Ready({ state, status }: ReadyProps) {
  const t = useTexts()
  return (
    <div className="ready" data-testid="ready">
      <div className="ready-done" role="status">
        {state.done !== null && <DoneBand done={state.done} />}
      </div>
      {state.problem !== null && (
        <p className="problem" role="alert" data-testid="problem">
          {apiErrorText(t, state.problem)}
        </p>
      )}
      <div className="ready-words">
        <h1>{t('counter.ready')}</h1>
        <p>{t('counter.readyHint')}</p>
        <p className="ready-keys">
          <Words text={t(status.holdersState === 'none' ? 'counter.noData' : 'counter.readyKeys')} />
        </p>
      </div>
    </div>
  )
}

function DoneBand({ done }: { readonly done: Done }) {
  const t = useTexts()
  const format = useFormat()
  const word = t(`counter.${done.kind}`)
  return (
    <div className={`done done-${done.kind}`} data-testid="done-band" data-kind={done.kind}>
      <Mark name={done.kind === 'recorded' ? 'done' : 'refused'} />
      <b>{word}</b>
      <span>{format.clock(done.at)}</span>
      <span>{done.titles.map(format.both).join(format.language === 'zh' ? '、' : ', ')}</span>
    </div>
  )
}
