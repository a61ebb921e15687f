// The dry run's part of a draft: start it, watch it, stop it, read what it found and what it could not find.
// What it says is of one text: a draft that was changed since has not been tried.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { TriedDraft } from '../../catalogue/contract.ts'
import { causeWords, DIRECTION_WORDS, NOTE_WORDS, UNTRIED_WORDS } from '../../catalogue/dry-run/words.ts'
import { call, download, type Output, type Refusal } from '../api.ts'
import { countOf, dateOf, timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Ask, Refused, Table, Text } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'

type Running = NonNullable<Output<'catalogue.trying'>['running']>
const LOOK_MS = 500

export function DryRun(props: {
  readonly id: string
  readonly tried: TriedDraft | null
  readonly running: Running | null
  /** Something is not saved: what would be tried is not what is on the screen. */
  readonly unsaved: boolean
  readonly titleOf: (item: string) => string
  readonly onEnded: () => void
}) {
  const { catalogue: t } = useTexts()
  const { id, tried, onEnded } = props
  const [running, setRunning] = useState(props.running)
  const { act, busy, refusal } = useAct()
  const mayEdit = useMay('catalogue.edit')
  const isRunning = running?.state === 'running'
  useEffect(() => {
    if (!isRunning) return
    let here = true
    const timer = setInterval(() => {
      void call('catalogue.trying', { id }).then(answer => {
        if (!here || !answer.ok) return
        setRunning(answer.value.running)
        if (answer.value.running?.state !== 'running') onEnded()
      })
    }, LOOK_MS)
    return () => {
      here = false
      clearInterval(timer)
    }
  }, [id, isRunning, onEnded])
  return (
    <>
      <p className="quiet">{t.tryNote}</p>
      <Refused refusal={refusal} />
      {mayEdit && (
        <div className="paging">
          {isRunning ? (
            <Button onClick={() => void act('catalogue.stopTrying', { id })} data-testid="try-stop">
              {t.tryStop}
            </Button>
          ) : (
            <Button
              type="primary"
              disabled={busy || props.unsaved}
              data-testid="try-start"
              onClick={() =>
                void act('catalogue.tryOut', { id }, () =>
                  setRunning({ state: 'running', done: 0, total: 0 }),
                )
              }
            >
              {tried === null ? t.tryStart : t.tryAgain}
            </Button>
          )}
          {props.unsaved && <span className="quiet">{t.trySaveFirst}</span>}
        </div>
      )}
      {running?.state === 'running' && <Bar running={running} />}
      {running?.state === 'cancelled' && <p className="notice">{t.tryCancelled}</p>}
      {running?.state === 'failed' && (
        <p className="refused" role="alert">
          {t.tryFailed}
        </p>
      )}
      {tried !== null && !isRunning && <Found {...props} tried={tried} />}
    </>
  )
}

function Bar({ running: { done, total } }: { readonly running: Running }) {
  const { catalogue: t } = useTexts()
  const words = t.tryProgress(countOf(done), countOf(total))
  return (
    <section className="card narrow-card" aria-live="polite">
      <p>{words}</p>
      <progress value={done} max={Math.max(1, total)} aria-label={words} />
    </section>
  )
}

function Found(props: {
  readonly id: string
  readonly tried: TriedDraft
  readonly titleOf: (item: string) => string
}) {
  const { catalogue: t } = useTexts()
  const language = useLanguage()
  const mayEdit = useMay('catalogue.edit')
  const [exporting, setExporting] = useState(false)
  const { tried, titleOf } = props
  const { result, sites } = tried
  const all = result.services + result.refusals
  const { refusedNow, goodNow } = result
  return (
    <>
      {!tried.isCurrent && <p className="notice">{t.triedBefore}</p>}
      <section className="card" data-testid="tried" data-current={tried.isCurrent}>
        <p className="found" data-testid="refused-now">
          {t.refusedNow(countOf(refusedNow.records), countOf(refusedNow.holders))}
        </p>
        <p className="found" data-testid="good-now">
          {t.goodNow(countOf(goodNow.records), countOf(goodNow.holders))}
        </p>
        {goodNow.records > 0 && <p className="quiet">{t.goodNowNote}</p>}
        <p>{t.same(countOf(result.same), countOf(all))}</p>
        {result.windowAssumed > 0 && <p>{t.windowAssumed(countOf(result.windowAssumed))}</p>}
        <p className="quiet">
          {t.tryDone(tried.startedBy, timeOf(tried.startedAt), dateOf(result.from), dateOf(result.until))}
        </p>
        {mayEdit && (
          <span>
            <Button onClick={() => setExporting(true)} data-testid="try-export">
              {t.export}
            </Button>
          </span>
        )}
      </section>
      <Table
        testId="tried-rows"
        label={t.tabs.tried}
        rows={result.rows}
        keyOf={row => `${row.direction} ${row.item} ${row.site} ${row.cause}`}
        empty={t.noRows}
        columns={[
          { head: t.direction, cell: row => DIRECTION_WORDS[row.direction][language] },
          { head: t.item, cell: row => `${row.item} ${titleOf(row.item)}` },
          { head: t.site, cell: row => sites[row.site]?.[language] ?? row.site },
          { head: t.cause, cell: row => causeWords(row.cause)[language] },
          { head: t.records, cell: row => countOf(row.records), narrow: true },
          { head: t.holders, cell: row => countOf(row.holders), narrow: true },
        ]}
      />
      {result.untried.length > 0 && (
        <>
          <h2>{t.untried}</h2>
          <Table
            testId="tried-untried"
            label={t.untried}
            rows={result.untried}
            keyOf={row => row.why}
            empty=""
            columns={[
              { head: t.cause, cell: row => UNTRIED_WORDS[row.why][language] },
              { head: t.records, cell: row => countOf(row.records), narrow: true },
            ]}
          />
        </>
      )}
      {result.notes.length > 0 && (
        <>
          <h2>{t.unseen}</h2>
          <Table
            testId="tried-notes"
            label={t.unseen}
            rows={result.notes}
            keyOf={row => `${row.item} ${row.kind}`}
            empty=""
            columns={[
              { head: t.item, cell: row => `${row.item} ${titleOf(row.item)}` },
              { head: t.kindOf, cell: row => NOTE_WORDS[row.kind][language] },
              { head: t.services, cell: row => countOf(row.services), narrow: true },
            ]}
          />
        </>
      )}
      {exporting && <Export id={props.id} onClose={() => setExporting(false)} />}
    </>
  )
}

function Export({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  async function take(): Promise<void> {
    setBusy(true)
    const done = await download('catalogue.tried', { id, why })
    setBusy(false)
    if (done.ok) onClose()
    else setRefusal(done.error)
  }
  return (
    <Ask
      testId="export-tried"
      title={t.catalogue.export}
      submit={t.catalogue.export}
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => void take()}
    >
      <p>{t.catalogue.exportNote}</p>
      <Text
        label={t.frame.why}
        hint={t.frame.whyHint}
        name="why"
        value={why}
        onChange={setWhy}
        required
        focus
      />
    </Ask>
  )
}
