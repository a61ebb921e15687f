// The diagnostics page: what support asks for on the phone, the check of the files, the support bundle.
// Nothing here names a holder, and nothing here makes a scan wait.
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { ApiError, CheckState, DiagnosticsView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { type Format, useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { download } from '../report/download.ts'
import { chainNoticeText } from '../sync/chain-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { deviceEventText } from './device-text.ts'

const LOOK_MS = 400

export default function Diagnostics({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  const terminal = useTerminal()
  const [view, setView] = useState<DiagnosticsView | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [bundled, setBundled] = useState<string | null>(null)
  const check = useCheck(view?.check ?? null, setError)
  useEffect(() => {
    let gone = false
    void terminal.call('diagnostics.get', undefined).then(reply => {
      if (gone) return
      if (reply.ok) setView(reply.value)
      else setError(reply.error)
    })
    return () => {
      gone = true
    }
  }, [terminal])

  async function bundle() {
    const reply = await terminal.call('diagnostics.bundle', undefined)
    setError(reply.ok ? null : reply.error)
    if (!reply.ok) return
    download(reply.value)
    setBundled(reply.value.name)
  }

  return (
    <Dialog
      title={t('diagnostics.title')}
      testId="diagnostics"
      width={980}
      onClose={onClose}
      footer={
        <>
          <Button
            onClick={() => void check.start()}
            disabled={check.state?.state === 'running'}
            data-testid="diagnostics-check"
          >
            {t('diagnostics.check')}
          </Button>
          <Button onClick={() => void bundle()} data-testid="diagnostics-bundle">
            {t('diagnostics.bundle')}
          </Button>
          <Button type="primary" onClick={onClose}>
            <Words text={t('diagnostics.close')} />
          </Button>
        </>
      }
    >
      <p className="dialog-hint">
        {t('diagnostics.lead')} {t('diagnostics.bundleHint')}
      </p>
      {error !== null && (
        <p className="problem" role="alert">
          {apiErrorText(t, error)}
        </p>
      )}
      {bundled !== null && <p role="status">{t('diagnostics.bundled', { name: bundled })}</p>}
      {check.state !== null && <Check state={check.state} />}
      {view !== null && <Facts view={view} />}
    </Dialog>
  )
}

/** The check as it goes: asked for now and then while it runs. */
function useCheck(
  first: CheckState | null,
  onError: (error: ApiError | null) => void,
): { readonly state: CheckState | null; start(): Promise<void> } {
  const terminal = useTerminal()
  const [asked, setAsked] = useState<CheckState | null>(null)
  const state = asked ?? first
  const running = state?.state === 'running'
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => {
      void terminal.call('diagnostics.checkState', undefined).then(reply => {
        if (reply.ok) setAsked(reply.value)
      })
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [running, terminal])
  return {
    state,
    async start() {
      const reply = await terminal.call('diagnostics.check', undefined)
      onError(reply.ok ? null : reply.error)
      if (reply.ok) setAsked(reply.value)
    },
  }
}

function Check({ state }: { readonly state: CheckState }) {
  const t = useTexts()
  const format = useFormat()
  if (state.state === 'never') return null
  if (state.state === 'running') {
    const part = t(`diagnostics.part.${state.part}`)
    return (
      <p role="status" data-testid="check-state" data-check="running">
        {state.part === 'chain'
          ? t('diagnostics.checkingCount', {
              part,
              done: format.count(state.done),
              total: format.count(state.total),
            })
          : t('diagnostics.checking', { part })}
        <progress max={Math.max(1, state.total)} value={state.done} aria-label={t('diagnostics.check')} />
      </p>
    )
  }
  return (
    <div role="status" data-testid="check-state" data-check="done">
      <dl className="facts">
        <Fact name={t('diagnostics.journal')}>{t(`diagnostics.condition.${state.journal}`)}</Fact>
        <Fact name={t('diagnostics.cache')}>{t(`diagnostics.condition.${state.cache}`)}</Fact>
        <Fact name={t('diagnostics.chain')}>
          {state.chainBrokenAt === null
            ? t('diagnostics.chainWhole', { n: format.count(state.records) })
            : t('diagnostics.chainBroken', { n: state.chainBrokenAt })}
        </Fact>
        <Fact name={t('diagnostics.audit')}>
          {state.auditBrokenAt === null
            ? t('diagnostics.auditWhole', { n: format.count(state.acts) })
            : t('diagnostics.auditBroken', { n: state.auditBrokenAt })}
        </Fact>
      </dl>
      <p className="hint">
        {t('diagnostics.checked', { when: timeOf(format, state.at), n: state.seconds.toFixed(1) })}
      </p>
    </div>
  )
}

function Facts({ view }: { readonly view: DiagnosticsView }) {
  const t = useTexts()
  const format = useFormat()
  const { clock } = view
  const list = (facts: Readonly<Record<string, string>>) =>
    Object.entries(facts)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · ')
  return (
    <div className="record">
      <dl className="facts">
        <Fact name={t('diagnostics.versions')}>
          {view.host} · {list(view.versions)}
        </Fact>
        <Fact name={t('diagnostics.files')}>
          {view.files.map(({ name, bytes }) => `${name} ${sizeText(bytes)}`).join(' · ')}
        </Fact>
        <Fact name={t('diagnostics.disk')}>
          {view.disk !== null &&
            t('diagnostics.diskFree', { free: sizeText(view.disk.free), total: sizeText(view.disk.total) })}
        </Fact>
        <Fact name={t('diagnostics.counts')}>
          {(['holders', 'records', 'unsent', 'rejected'] as const)
            .map(name => `${t(`diagnostics.count.${name}`)} ${format.count(view.counts[name] ?? 0)}`)
            .join(' · ')}
        </Fact>
        <Fact name={t('diagnostics.clock')}>
          {t('diagnostics.clockWall', { time: timeOf(format, clock.wall) })} ·{' '}
          {t('diagnostics.clockTrusted', { time: timeOf(format, clock.lastTrusted) })}
          {clock.offsetAtLastSync !== null && (
            <> · {t('diagnostics.clockOffset', { offset: offsetText(clock.offsetAtLastSync, t) })}</>
          )}
        </Fact>
      </dl>
      <section>
        <h2>{t('diagnostics.syncs')}</h2>
        {view.syncs.length === 0 && <p>{t('diagnostics.noSyncs')}</p>}
        <ul>
          {view.syncs.slice(0, 5).map((run, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that is never reordered; two runs may share a second
            <li key={i}>
              {timeOf(format, run.at)}
              {' · '}
              {run.error === null
                ? t('diagnostics.syncOk', { rows: run.pulledRows, pushed: run.pushed })
                : t(`errors:sync.${run.error}`)}
            </li>
          ))}
        </ul>
      </section>
      {view.chain.length > 0 && (
        <section data-testid="diagnostics-chain">
          <h2>{t('diagnostics.chainNotices')}</h2>
          <ul>
            {view.chain.map(notice => (
              <li key={`${notice.kind} ${notice.sequence} ${notice.firstAt}`}>
                {timeOf(format, notice.toldAt)}　{chainNoticeText(t, notice)}
                {notice.closed && t('diagnostics.chainClosed')}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t('diagnostics.devices')}</h2>
        {view.devices.length === 0 && <p>{t('diagnostics.noDevices')}</p>}
        <ul>
          {view.devices.slice(0, 12).map((event, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that is never reordered; two events may share a second
            <li key={i}>
              {timeOf(format, event.at)}　{t(`diagnostics.device.${event.device}`)}{' '}
              {deviceEventText(t, event)}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="fact-long">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const timeOf = (format: Format, at: number): string => `${format.date(at)} ${format.clock(at)}`

function offsetText(seconds: number, t: ReturnType<typeof useTexts>): string {
  if (seconds === 0) return t('diagnostics.same')
  return seconds > 0 ? t('diagnostics.ahead', { n: seconds }) : t('diagnostics.behind', { n: -seconds })
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** "12.3 MB", in thousands. */
function sizeText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`
}
