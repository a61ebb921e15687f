// What the terminal's data is worth now, what an update does, and how the last twenty went; worked by keys alone.
// It is always leavable at once: a holder at the counter comes first.
import { Button } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { AppView, Output, StatusView, SyncResult } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useKeys } from '../scanner/input-hub.tsx'
import { useModal } from '../ui/use-modal.ts'
import { Words } from '../ui/words.tsx'
import { ChainNotices } from './chain-notices.tsx'

type View = Output<'sync.view'>
type SyncScreenProps = { readonly app: AppView; readonly onClose: () => void; readonly children?: ReactNode }

export default function SyncScreen({ app, onClose, children }: SyncScreenProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const { status } = app
  const running = status.sync.state === 'running'
  const view = useSyncView(status)
  const screen = useRef<HTMLDivElement>(null)
  useModal(screen)
  const syncNow = () => {
    // How it went is in the list, whatever it was.
    if (!running) void terminal.call('sync.now', undefined)
  }
  /** A button of the screen that names its own key. */
  const press = (key: string): boolean => {
    const button = screen.current?.querySelector<HTMLButtonElement>(
      `button[data-key="${CSS.escape(key.toLowerCase())}"]`,
    )
    button?.click()
    return button !== null && button !== undefined
  }
  useKeys('dialog', key => {
    if (key === 'Escape' || key === 'F11') onClose()
    else if (key === 'F8') syncNow()
    else return press(key)
    return true
  })
  return (
    <section
      ref={screen}
      className="sync-screen"
      role="dialog"
      aria-modal="true"
      aria-labelledby="sync-title"
      tabIndex={-1}
      data-testid="sync-screen"
    >
      <div className="sync-head">
        <h1 id="sync-title">{t('sync.title')}</h1>
        <UnderWay status={status} view={view} />
        <Button type="primary" disabled={running} onClick={syncNow} data-testid="sync-now">
          <Words text={t('sync.now')} />
        </Button>
        <Button
          disabled={running}
          onClick={() => void terminal.call('sync.light', undefined)}
          data-key="l"
          data-testid="sync-light"
        >
          <Words text={t('sync.light')} />
        </Button>
        <Button onClick={onClose} data-testid="sync-close">
          <Words text={t('sync.back')} />
        </Button>
      </div>
      <Ages status={status} view={view} />
      {view !== null && <Damage view={view} now={status.now} />}
      {view !== null && (
        <ChainNotices
          notices={view.chain}
          supervisor={app.phase === 'counter' && app.clerk?.role === 'supervisor'}
          now={status.now}
        />
      )}
      {children}
      {view !== null && <Runs runs={view.runs} now={status.now} />}
    </section>
  )
}

/** Asked again whenever a run begins or ends, and when a notice was read. */
function useSyncView(status: StatusView): View | null {
  const terminal = useTerminal()
  const [view, setView] = useState<View | null>(null)
  const run = status.sync.state === 'running' ? 'running' : `idle ${status.sync.last?.at}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` and the count of notices are what makes the view old.
  useEffect(() => {
    let gone = false
    void terminal.call('sync.view', undefined).then(reply => {
      if (reply.ok && !gone) setView(reply.value)
    })
    return () => {
      gone = true
    }
  }, [terminal, run, status.notices])
  return view
}

function UnderWay({ status, view }: { readonly status: StatusView; readonly view: View | null }) {
  const t = useTexts()
  const format = useFormat()
  const { sync, now } = status
  if (sync.state === 'running') {
    const { done, total } = sync
    return (
      <div className="sync-under-way" role="status" data-testid="sync-under-way">
        <p>{t('sync.running', { step: t(`step.${sync.step}`) })}</p>
        <progress value={total === null || total === 0 ? undefined : done} max={total ?? undefined} />
        {total !== null && total > 0 && (
          <small>{t('sync.progress', { done: format.count(done), total: format.count(total) })}</small>
        )}
      </div>
    )
  }
  const waits = view !== null && view.notBefore !== null && view.notBefore > now
  return (
    <div className="sync-under-way" role="status" data-testid="sync-under-way">
      <p>{t('sync.idle')}</p>
      {waits && <p>{t('sync.notBefore', { when: format.clock(view.notBefore ?? 0) })}</p>}
      {view !== null && view.nextNightAt !== null && (
        <p>
          {t('sync.nextNight', {
            when: `${format.day(view.nextNightAt, now)} ${format.clock(view.nextNightAt)}`,
          })}
        </p>
      )}
    </div>
  )
}

function Ages({ status, view }: { readonly status: StatusView; readonly view: View | null }) {
  const t = useTexts()
  const { count } = useFormat()
  const { now, holdersAsOf, holdersState, revocationsAsOf, revocationsState, holders } = status
  const keyListAsOf = view?.keyListAsOf ?? null
  return (
    <div className="sync-ages">
      <Age
        name="holders"
        asOf={holdersAsOf}
        now={now}
        state={holdersState}
        more={[
          t('sync.people', { n: count(holders) }),
          ...(view === null || view.sequence === null ? [] : [t('sync.sequence', { n: view.sequence })]),
        ].join(' · ')}
      />
      <Age name="revocations" asOf={revocationsAsOf} now={now} state={revocationsState} />
      <Age name="keyList" asOf={keyListAsOf} now={now} state={keyListAsOf === null ? 'none' : null} />
    </div>
  )
}

type AgeProps = {
  readonly name: 'holders' | 'revocations' | 'keyList'
  readonly asOf: number | null
  readonly now: number
  readonly state: StatusView['holdersState'] | null
  readonly more?: string
}

function Age({ name, asOf, now, state, more }: AgeProps) {
  const t = useTexts()
  const { when } = useFormat()
  return (
    <article data-age={name} data-state={state ?? 'fresh'}>
      <h2>{t(`sync.${name}`)}</h2>
      <p className="sync-as-of">
        {asOf === null ? t('sync.none') : t('sync.asOf', { when: when(asOf, now) })}
      </p>
      {state !== null && (
        <p className="sync-state">
          <i className={`lamp lamp-${state === 'fresh' ? 'ok' : 'warn'}`} aria-hidden="true" />
          {t(`sync.state.${state}`)}
          {more !== undefined && <span>{more}</span>}
        </p>
      )}
      <small>{t(`sync.${name}Meaning`)}</small>
    </article>
  )
}

function Damage({ view, now }: { readonly view: View; readonly now: number }) {
  const t = useTexts()
  const { when } = useFormat()
  const lost = view.lost.reduce((n, { from, to }) => n + to - from + 1, 0)
  const ranges = view.lost.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
  return (
    <>
      {view.remadeAt !== null && (
        <p className="sync-damage" role="alert">
          {t('sync.remade', { when: when(view.remadeAt, now) })}
        </p>
      )}
      {lost > 0 && <p className="sync-damage">{t('sync.lost', { n: lost, ranges })}</p>}
    </>
  )
}

function Runs({ runs, now }: { readonly runs: readonly SyncResult[]; readonly now: number }) {
  const t = useTexts()
  if (runs.length === 0) return <p className="sync-runs-none">{t('sync.noRuns')}</p>
  const caption = t('sync.runs', { n: runs.filter(run => run.trigger !== 'light').length })
  return (
    <section
      className="sync-runs"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (axe scrollable-region-focusable).
      tabIndex={0}
      aria-label={caption}
    >
      <table data-testid="sync-runs">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {(['start', 'trigger', 'duration', 'sent', 'rows', 'bytes', 'result'] as const).map(column => (
              <th key={column} scope="col" data-column={column}>
                {t(`sync.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map(run => (
            <Run key={`${run.at} ${run.trigger} ${run.seconds}`} run={run} now={now} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Run({ run, now }: { readonly run: SyncResult; readonly now: number }) {
  const t = useTexts()
  const format = useFormat()
  const { repeated } = run
  const trigger = t(`sync.triggers.${run.trigger}`)
  return (
    <tr data-ok={run.ok} data-trigger={run.trigger} data-times={repeated?.times ?? 1}>
      <td>
        {repeated === undefined
          ? format.when(run.at, now)
          : t('sync.between', { from: format.when(repeated.since, now), to: format.clock(run.at) })}
      </td>
      <td>
        {repeated === undefined ? trigger : t('sync.repeated', { trigger, n: format.count(repeated.times) })}
      </td>
      <td className="number">
        {t('sync.seconds', {
          n: repeated === undefined ? run.seconds.toFixed(1) : `≤ ${repeated.slowest.toFixed(1)}`,
        })}
      </td>
      <td className="number">{t('sync.records', { n: format.count(run.pushed) })}</td>
      <td className="number">{t('sync.records', { n: format.count(run.pulledRows) })}</td>
      <td className="number">{sizeText(run.bytes)}</td>
      <td>
        {run.error === null ? t('sync.good') : t(`errors:sync.${run.error}`)}
        {run.rejected > 0 && <b> {t('sync.rejected', { n: format.count(run.rejected) })}</b>}
      </td>
    </tr>
  )
}

/** "0.8 kB", "12.4 MB": the same in both languages. */
function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
