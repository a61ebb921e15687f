// The counter: camera, typed number and recent records at the left, the holder at the desk in the main part.
// A scan is heard wherever the focus is, and closes whatever is open; it is never asked to wait for a click.
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { StatusView } from '../../electron/api.ts'
import { noteActivity } from '../app/activity.ts'
import { useExpected } from '../appointments/use-expected.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { CameraPanel } from '../scanner/camera-panel.tsx'
import { useKeys, useScans } from '../scanner/input-hub.tsx'
import { useSettingsOrNull } from '../settings/use-settings.ts'
import { useStore } from '../ui/store.ts'
import { useLatest } from '../ui/use-latest.ts'
import type { Acts } from './actions.tsx'
import {
  addCompanion,
  addTickets,
  change,
  current,
  isServing,
  pressDigit,
  tickNextPaper,
  turnPage,
} from './choice.ts'
import { CommentDialog } from './comment-dialog.tsx'
import { pressCounterKey } from './counter-keys.ts'
import { createDesk, type Scan } from './desk.ts'
import { useHolderFollows, useTally } from './holder-follows.ts'
import { Ready } from './ready.tsx'
import { RecentList } from './recent-list.tsx'
import { RefuseDialog } from './refuse-dialog.tsx'
import { SyncNotice } from './sync-notice.tsx'
import type { AmountFocus } from './tile-details.tsx'
import { type TypedField, TypedInput } from './typed-input.tsx'
import { useSpokenVerdict, useVerdictEffects } from './use-verdict-effects.ts'
import { Verdict } from './verdict.tsx'
import { WhomDialog } from './whom.tsx'

const Records = lazy(() => import('../records/records.tsx'))
const LookUp = lazy(() => import('../look-up/look-up.tsx'))

const SayDialog = lazy(() => import('./say-dialog.tsx'))
const OverrideDialog = lazy(() => import('./override-dialog.tsx'))
const ReceiptDialog = lazy(async () => ({
  default: (await import('../printing/receipt-dialog.tsx')).ReceiptDialog,
}))
const ReceiptAtOnce = lazy(() => import('../printing/receipt-at-once.tsx'))
const Elsewhere = lazy(() => import('./elsewhere.tsx'))
const ExpectedDialog = lazy(() => import('../appointments/expected-dialog.tsx'))
const DataAges = lazy(() => import('./data-ages.tsx'))

type Panel =
  | 'desk'
  | 'records'
  | 'comment'
  | 'whom'
  | 'refuse'
  | 'override'
  | 'say'
  | 'elsewhere'
  | 'data-ages'
  | 'expected'
  | 'look-up'
  | 'receipt'

const HOLDER_WINDOW = 'popup,width=1024,height=700'
const nowInSeconds = () => Math.floor(Date.now() / 1000)

type CounterProps = {
  /** Whether the clerk at work is one, whose own word counts. */
  readonly supervisor: boolean
  readonly status: StatusView
  /** The next holder is at the desk: whatever lay over the counter is in the way. */
  readonly onHolder: () => void
}

export function Counter({ status, supervisor, onHolder }: CounterProps) {
  const terminal = useTerminal()
  const [desk] = useState(() => createDesk(terminal, nowInSeconds))
  const state = useStore(desk.state)
  const recent = useStore(desk.recent)
  const tally = useTally(terminal, recent)
  const [say, setSay] = useState<{ visitId: string; text: string } | null>(null)
  useHolderFollows(terminal, state, say)
  const typed = useRef<TypedField>(null)
  const amountField = useRef<AmountFocus>(null)
  const [panel, setPanel] = useState<Panel>('desk')
  const expected = useExpected(terminal, status, state.kind)
  useVerdictEffects(state)
  useEffect(() => terminal.on('holderWord', desk.hear), [terminal, desk])
  useEffect(() => terminal.on('visit', desk.judgedAgain), [terminal, desk])
  useEffect(() => void desk.loadRecent(), [desk])

  const present = (raw: string, source: Scan['source'], frameShownAt: number | null = null) => {
    // What cannot be recorded is not begun (app/alarm.tsx).
    if (status.alarm !== null) return
    noteActivity()
    setPanel('desk')
    onHolder()
    typed.current?.leave()
    // Whatever had the focus belonged to the last holder; digits now belong to this one.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    void desk.scan({ raw, source, frameShownAt })
  }
  useScans(raw => present(raw, 'scanner'))

  // Under an alarm nothing may be worked; what was chosen for the holder stays.
  const alarmed = status.alarm !== null
  useEffect(() => {
    if (alarmed) setPanel('desk')
  }, [alarmed])
  const receipts = useSettingsOrNull()?.receipt ?? 'off'
  const served = state.kind === 'ready' && state.done?.kind === 'recorded' ? state.done.visitId : null
  /** Of visits, oldest first: each prints when the one before it has. */
  const [toPrint, setToPrint] = useState<readonly string[]>([])
  const [printed, setPrinted] = useState<string | null>(null)
  // By the policy at the moment of recording: one that comes later prints nothing of what is done already.
  const policy = useLatest(receipts)
  useEffect(() => {
    if (served !== null && policy.current === 'always') setToPrint(queue => [...new Set([...queue, served])])
  }, [served, policy])
  const printing = toPrint[0]
  const openReceipt =
    served === null || receipts === 'off' || printing !== undefined ? null : () => setPanel('receipt')
  const open = state.kind === 'verdict' ? state : null
  const chosen = open === null ? null : current(open.visit, open.choice)
  const acts: Acts = {
    record: () => void desk.record(),
    refuse: () => {
      if (open !== null && isServing(open.visit)) setPanel('refuse')
      else void desk.refuse(null)
    },
    override: () => {
      if (open?.visit.override === undefined) return
      // What was wrong before belongs to another try.
      desk.choose((_, choice) => choice)
      setPanel('override')
    },
    next: () => {
      typed.current?.leave()
      void desk.next()
    },
    chooseRelation: () => {
      if (chosen !== null && chosen.tile.relations.length > 1) setPanel('whom')
    },
    comment: () => setPanel('comment'),
    say: () => setPanel('say'),
    syncNow: () => void desk.syncNow(),
  }

  useKeys('screen', key => {
    return pressCounterKey(key, {
      ...acts,
      onDesk: state.kind,
      serving: open !== null && isServing(open.visit),
      more: () => void desk.more(),
      receipt: openReceipt,
      page: by => desk.choose((visit, choice) => turnPage(visit, choice, by)),
      amount: () => amountField.current?.focus(),
      tickPaper: () => desk.choose(tickNextPaper),
      elsewhere: () => setPanel('elsewhere'),
      dataAges: () => setPanel('data-ages'),
      expected: expected.today.length + expected.later.length === 0 ? null : () => setPanel('expected'),
      holderScreen: () => void openHolderScreen(),
      digit: digit => desk.choose((visit, choice) => pressDigit(visit, choice, digit)),
      check: () =>
        desk.choose((visit, choice) =>
          visit.personCheck ? { ...choice, personChecked: !choice.personChecked } : choice,
        ),
      tickets: by => desk.choose((visit, choice) => addTickets(visit, choice, by)),
      type: text => {
        setPanel('desk')
        typed.current?.begin(text)
      },
      records: () => setPanel('records'),
      lookUp: () => setPanel('look-up'),
    })
  })

  async function openHolderScreen() {
    const reply = await terminal.call('holder.open', undefined)
    if (!reply.ok) return desk.notice.set({ kind: 'api', error: reply.error })
    // On loopback the page is this machine's browser's to open, at an address of its own that lets nobody record.
    if (reply.value.url !== null && window.open(reply.value.url, 'huicai-holder', HOLDER_WINDOW) === null)
      desk.notice.set({ kind: 'popup-blocked' })
  }

  return (
    <>
      <aside className="left">
        <CameraPanel onText={(raw, shownAt) => present(raw, 'camera', shownAt)} />
        <TypedInput ref={typed} onTyped={raw => present(raw, 'typed')} />
        <RecentList entries={recent} tally={tally} />
      </aside>
      <main className="main" id="main" tabIndex={-1}>
        <Suspense>
          {panel === 'records' ? (
            <Records onClose={() => setPanel('desk')} />
          ) : (
            <>
              {state.kind === 'ready' && (
                <Ready
                  state={state}
                  status={status}
                  onMore={() => void desk.more()}
                  onReceipt={openReceipt}
                  receipt={printing !== undefined ? 'printing' : printed === served ? 'printed' : 'offered'}
                  onDataAges={() => setPanel('data-ages')}
                  expected={expected}
                  onExpected={() => setPanel('expected')}
                />
              )}
              {state.kind === 'judging' && <Judging />}
              {open !== null && (
                <Verdict
                  open={open}
                  desk={desk}
                  acts={acts}
                  amountField={amountField}
                  expected={expected}
                  onElsewhere={() => setPanel('elsewhere')}
                />
              )}
            </>
          )}
        </Suspense>
        <div className="spoken" role="alert" aria-live="assertive" data-testid="spoken-verdict">
          {open !== null && <Spoken open={open} />}
        </div>
        <SyncNotice desk={desk} />
      </main>
      {panel === 'look-up' && (
        <Suspense>
          <LookUp onPick={ref => present(ref, 'look-up')} onClose={() => setPanel('desk')} />
        </Suspense>
      )}
      {open !== null && panel === 'comment' && (
        <CommentDialog
          choice={open.choice}
          onDone={(comment, rating) => {
            desk.choose((_, choice) => ({ ...choice, comment, rating }))
            setPanel('desk')
          }}
          onClose={() => setPanel('desk')}
        />
      )}
      {open !== null && panel === 'refuse' && (
        <RefuseDialog
          onRefuse={cause => {
            setPanel('desk')
            void desk.refuse(cause)
          }}
          onClose={() => setPanel('desk')}
        />
      )}
      <Suspense>
        {open !== null && panel === 'say' && (
          <SayDialog
            visit={open.visit}
            shown={say?.visitId === open.visit.visitId}
            onShow={text => setSay(text === null ? null : { visitId: open.visit.visitId, text })}
            onClose={() => setPanel('desk')}
          />
        )}
        {open?.visit.override !== undefined && panel === 'override' && (
          <OverrideDialog
            visitId={open.visit.visitId}
            services={open.visit.override}
            supervisor={supervisor}
            problem={open.problem?.kind === 'api' ? open.problem.error : null}
            onOverride={asked =>
              void desk.override(asked).then(() => {
                if (desk.state.get().kind !== 'verdict') setPanel('desk')
              })
            }
            onClose={() => setPanel('desk')}
          />
        )}
        {served !== null && panel === 'receipt' && (
          <ReceiptDialog
            key={served}
            visitId={served}
            onPrinted={() => undefined}
            onClose={() => setPanel('desk')}
          />
        )}
        {printing !== undefined && (
          <ReceiptAtOnce
            key={printing}
            visitId={printing}
            onDialog={() => {
              setToPrint([])
              setPanel('receipt')
            }}
            onEnd={error => {
              setToPrint(queue => queue.slice(1))
              if (error === null) setPrinted(printing)
              else desk.notice.set({ kind: 'api', error })
            }}
          />
        )}
        {panel === 'elsewhere' && <Elsewhere onClose={() => setPanel('desk')} />}
        {panel === 'expected' && <ExpectedDialog expected={expected} onClose={() => setPanel('desk')} />}
        {panel === 'data-ages' && <DataAges status={status} onClose={() => setPanel('desk')} />}
      </Suspense>
      {chosen !== null && panel === 'whom' && (
        <WhomDialog
          {...chosen}
          onRelation={relation => {
            desk.choose((_, choice) => change(choice, chosen.tile.id, { relation }))
            setPanel('desk')
          }}
          onAdd={kind => desk.choose((visit, choice) => addCompanion(visit, choice, kind))}
          onRemove={() => desk.choose((visit, choice) => addTickets(visit, choice, -1))}
          onClose={() => setPanel('desk')}
        />
      )}
    </>
  )
}

function Spoken({ open }: { readonly open: Parameters<typeof useSpokenVerdict>[0] }) {
  return useSpokenVerdict(open)
}

/** An answer takes a few milliseconds: the words come up (by CSS) only when it takes longer. */
function Judging() {
  const t = useTexts()
  return (
    <div className="judging" data-testid="judging">
      <p>{t('counter.judging')}</p>
    </div>
  )
}
