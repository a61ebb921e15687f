// Setting up a keyboard scanner: it scans the code on the screen a few times, and is told what is wrong with it.
// The keys of the sample stay here; nothing that is typed meanwhile reaches the counter.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTerminal } from '../../bridge/terminal.ts'
import { useTexts } from '../../i18n/use-texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Words } from '../../ui/words.tsx'
import { useRecorder } from '../input-hub.tsx'
import { analyse, type Report, SAMPLE, SCANS, scansIn } from './analyse.ts'
import { keepProfile } from './profile.ts'
import type { RawEvent } from './recording.ts'
import { SampleCode } from './sample-code.tsx'

/** After the last key of the last scan: a scanner that fires twice has done so by then. */
const SETTLED_MS = 1_000

export function ScannerWizard({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  const [events, setEvents] = useState<readonly RawEvent[]>([])
  const [report, setReport] = useState<Report | null>(null)
  const [kept, setKept] = useState(false)
  const terminal = useTerminal()
  const field = useRef<HTMLInputElement>(null)
  const recording = report === null
  const scans = scansIn(events)

  useRecorder(
    recording
      ? event => {
          if (
            event.kind === 'key' &&
            (event.key === 'Escape' || isPersons(event, events.at(-1), field.current))
          )
            return false
          setEvents(before => [...before, event].slice(-MAX_EVENTS))
          return true
        }
      : null,
  )
  useEffect(() => {
    if (!recording || events.length === 0 || scansIn(events) < SCANS) return
    const timer = setTimeout(() => {
      const told = analyse(events)
      setReport(told)
      for (const finding of told.findings)
        void terminal.call('diagnostics.note', { device: 'scanner', event: finding, detail: null })
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [events, recording, terminal])

  function again() {
    setEvents([])
    setReport(null)
    setKept(false)
    if (field.current !== null) field.current.value = ''
    field.current?.focus()
  }
  function keep() {
    if (report?.pace == null || report.measured === null) return
    keepProfile({
      pace: report.pace,
      suffix: report.measured.suffix,
      measuredAt: Math.floor(Date.now() / 1000),
    })
    setKept(true)
  }

  return (
    <Dialog
      title={t('devices:wizard.title')}
      testId="scanner-wizard"
      width={960}
      onClose={onClose}
      {...(report === null ? {} : { onEnter: kept || report.pace === null ? onClose : keep })}
      onKey={key => {
        if (key !== 'r' && key !== 'R') return false
        again()
        return true
      }}
      focus={() => field.current?.focus()}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('devices:back')} />
          </Button>
          <Button onClick={again} data-testid="wizard-again">
            <Words text={t('devices:wizard.again')} />
          </Button>
          <Button onClick={() => window.print()} disabled={!recording}>
            {t('devices:wizard.print')}
          </Button>
          {report?.pace != null && (
            <Button type="primary" onClick={kept ? onClose : keep} data-testid="wizard-keep">
              <Words text={t(kept ? 'devices:wizard.done' : 'devices:wizard.keep')} />
            </Button>
          )}
        </>
      }
    >
      <div className="wizard">
        <div className="wizard-code">
          <SampleCode text={SAMPLE} label={t('devices:wizard.sample')} />
          <p>{SAMPLE}</p>
        </div>
        <div>
          <p className="dialog-hint">{t('devices:wizard.how', { n: SCANS })}</p>
          {/* An input method works only where text can be typed: its garbling is what is looked for. */}
          <input
            ref={field}
            className="wizard-field"
            aria-label={t('devices:wizard.field')}
            autoComplete="off"
            spellCheck={false}
            readOnly={!recording}
            data-testid="wizard-field"
          />
          <div role="status" data-testid="wizard-progress" data-scans={scans}>
            {report === null ? (
              <p>{t('devices:wizard.progress', { done: Math.min(scans, SCANS), n: SCANS })}</p>
            ) : (
              <Findings report={report} />
            )}
          </div>
          {kept && (
            <p className="wizard-kept" role="status" data-testid="wizard-kept">
              {t('devices:wizard.kept')}
            </p>
          )}
        </div>
      </div>
    </Dialog>
  )
}

const MAX_EVENTS = 2_000
/** A scanner's Tab or Enter ends a burst; one that comes alone is a person's on the way to a button. */
const ALONE_MS = 400

function isPersons(
  event: Extract<RawEvent, { kind: 'key' }>,
  last: RawEvent | undefined,
  field: HTMLInputElement | null,
): boolean {
  if (last !== undefined && event.at - last.at < ALONE_MS) return false
  if (event.key === 'Tab') return true
  return (event.key === 'Enter' || event.key === ' ') && document.activeElement !== field
}

function Findings({ report: { findings, measured } }: { readonly report: Report }) {
  const t = useTexts()
  return (
    <div data-testid="wizard-report" data-findings={findings.join(' ')}>
      {findings.length === 0 ? (
        <p className="wizard-good">{t('devices:wizard.good')}</p>
      ) : (
        <ul className="wizard-findings">
          {findings.map(finding => (
            <li key={finding} data-finding={finding}>
              <b>{t(`devices:finding.${finding}.what`)}</b>
              <span>{t(`devices:finding.${finding}.todo`)}</span>
            </li>
          ))}
        </ul>
      )}
      {measured !== null && (
        <p className="dialog-hint">
          {t('devices:wizard.measured', {
            mean: measured.meanMs,
            longest: measured.longestMs,
            suffix: t(`devices:suffix.${measured.suffix}`),
          })}
        </p>
      )}
    </div>
  )
}
