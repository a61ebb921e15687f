// The window's desk: one holder at a time, from scan to verdict to record, and who comes next.
// The last holder's details are gone before the next look-up begins, and no scan is lost without a word.
import type { Bilingual } from '../../core/policy/catalogue.ts'
import type { RefusalCause } from '../../core/sync/wire.ts'
import type {
  ApiError,
  HolderWord,
  Input,
  RecordView,
  SyncResult,
  TerminalBridge,
  VisitView,
} from '../../electron/api.ts'
import { createStore, type Store } from '../ui/store.ts'
import {
  type Choice,
  type ChoiceProblem,
  carriedChoice,
  firstChoice,
  isServing,
  problemOf,
  RATINGS,
  recordInput,
} from './choice.ts'

export type Scan = {
  /** From a look-up: the result's reference. */
  readonly raw: string
  readonly source: Input<'visit.present'>['source'] | 'look-up'
  /** When the camera's frame was shown, in ms of `performance.now()`; null for other sources. */
  readonly frameShownAt: number | null
}

export type Problem =
  | { readonly kind: 'choice'; readonly code: ChoiceProblem }
  | { readonly kind: 'api'; readonly error: ApiError }

/** What was just put on record: shown until the next holder, or any key. */
export type Done = {
  readonly kind: 'recorded' | 'refused'
  /** Seconds since 1970 UTC. */
  readonly at: number
  readonly titles: readonly Bilingual[]
  /** The same holder may get one service more without a new scan, for a short while; the person was checked then. */
  readonly visitId: string
  readonly personChecked: boolean
  /** The holder's, also when it came after recording. */
  readonly rating: number | null
}

export type DeskState =
  | { readonly kind: 'ready'; readonly done: Done | null; readonly problem: ApiError | null }
  | { readonly kind: 'judging' }
  | {
      readonly kind: 'verdict'
      readonly visit: VisitView
      readonly scan: Scan
      readonly choice: Choice
      readonly problem: Problem | null
      readonly writing: boolean
    }

export type RecentEntry =
  | { readonly kind: 'record'; readonly key: string; readonly at: number; readonly record: RecordView }
  /** Services were chosen, and the next holder came before Enter. */
  | {
      readonly kind: 'unrecorded'
      readonly key: string
      readonly at: number
      readonly name: string | null
      readonly titles: readonly Bilingual[]
    }
  /** Scans that gave way to a later one before they were judged. */
  | { readonly kind: 'overtaken'; readonly key: string; readonly at: number; readonly count: number }

export type Notice =
  | { readonly kind: 'sync'; readonly result: SyncResult }
  | { readonly kind: 'api'; readonly error: ApiError }
  | { readonly kind: 'popup-blocked' }

export type Desk = {
  readonly state: Store<DeskState>
  readonly recent: Store<readonly RecentEntry[]>
  readonly notice: Store<Notice | null>
  readonly loadRecent: () => Promise<void>
  readonly scan: (scan: Scan) => Promise<void>
  /** Changes the open verdict's choice; nothing happens without one, or while it is being written. */
  readonly choose: (change: (visit: VisitView, choice: Choice) => Choice) => void
  readonly record: () => Promise<void>
  /** On a supervisor's word; a refusal of the terminal is the verdict's problem, to try again. */
  readonly override: (asked: Input<'visit.override'>) => Promise<void>
  /** `cause`: why a card that is good was not served. */
  readonly refuse: (cause: RefusalCause | null) => Promise<void>
  /** One service more for the holder just served. */
  readonly more: () => Promise<void>
  /** What the holder said on his own screen: noted with the visit, or shown with what was just recorded. */
  readonly hear: (word: HolderWord) => void
  /** The open visit was judged again: the registry answered of scarce items. */
  readonly judgedAgain: (visit: VisitView) => void
  /** The next holder, please. */
  readonly next: () => Promise<void>
  readonly syncNow: () => Promise<void>
}

const RECENT = 9
const READY: DeskState = { kind: 'ready', done: null, problem: null }

/** `now`: seconds since 1970 UTC. */
export function createDesk(terminal: TerminalBridge, now: () => number): Desk {
  const state = createStore<DeskState>(READY)
  const recent = createStore<readonly RecentEntry[]>([])
  const notice = createStore<Notice | null>(null)
  let tail: Promise<void> = Promise.resolve()
  let waiting: Scan | null = null
  let judgedLast: VisitView | null = null
  let judging: Scan | null = null
  let entries = 0

  const remember = (...added: readonly RecentEntry[]) =>
    recent.set([...added, ...recent.get()].slice(0, RECENT))
  const nextKey = () => `local-${++entries}`

  /** One call about a visit at a time, in the order asked for. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    // A bug in one turn must not leave the window dead.
    tail = tail.then(work, work)
    return tail
  }

  /** A scan that comes while another waits takes its place: the latest is who stands there now. */
  function present(scanned: Scan): Promise<void> {
    // A scanner that sends everything twice: the answer is on its way.
    if (waiting?.raw === scanned.raw || (waiting === null && judging?.raw === scanned.raw)) return tail
    if (waiting !== null) rememberOvertaken()
    const queued = waiting !== null
    waiting = scanned
    return queued ? tail : inTurn(judgeWaiting)
  }

  async function judgeWaiting(): Promise<void> {
    judging = waiting
    waiting = null
    if (judging !== null) await judge(judging)
    judging = null
  }

  function rememberOvertaken(): void {
    const [head, ...rest] = recent.get()
    if (head?.kind === 'overtaken') recent.set([{ ...head, at: now(), count: head.count + 1 }, ...rest])
    else remember({ kind: 'overtaken', key: nextKey(), at: now(), count: 1 })
  }

  async function judge(scanned: Scan): Promise<void> {
    const before = state.get()
    const open = before.kind === 'verdict' ? before : null
    // The same code again is the same holder: the verdict stays, so that a scanner that sends twice makes no flicker.
    const again = open !== null && open.scan.raw === scanned.raw
    if (!again) {
      state.set({ kind: 'judging' })
      // The screen is painted empty in the microtask that this waits for.
      await Promise.resolve()
    }
    const { raw, source } = scanned
    const reply =
      source === 'look-up'
        ? await terminal.call('lookUp.open', { ref: raw })
        : await terminal.call('visit.present', { raw, source })
    const shown = state.get()
    // The clerk asked for the next holder meanwhile.
    if (again && shown.kind !== 'verdict') return
    const visit = reply.ok ? newest(reply.value) : null
    const stays = open !== null && visit !== null && (again || isSameCard(open.visit, visit))
    if (open !== null && !stays) rememberUnrecorded(open)
    if (waiting !== null && !again) {
      // Another holder is being scanned already: this verdict is not shown to him.
      return rememberOvertaken()
    }
    if (!reply.ok) return state.set({ kind: 'ready', done: null, problem: reply.error })
    const latest = shown.kind === 'verdict' ? shown : open
    const choice =
      stays && latest !== null
        ? carriedChoice(visit ?? reply.value, latest.choice)
        : firstChoice(visit ?? reply.value)
    state.set({
      kind: 'verdict',
      visit: visit ?? reply.value,
      scan: scanned,
      choice,
      problem: null,
      writing: shown.kind === 'verdict' && shown.writing,
    })
  }

  /** The answer of scarce items may be here before the verdict that it belongs to. */
  function newest(visit: VisitView): VisitView {
    return judgedLast?.visitId === visit.visitId && visit.quota?.state === 'asking' ? judgedLast : visit
  }

  function rememberUnrecorded({ visit, choice }: { visit: VisitView; choice: Choice }): void {
    if (choice.preselected || choice.picked.length === 0) return
    const titles = visit.services.filter(s => choice.picked.some(p => p.itemId === s.id)).map(s => s.title)
    const name = visit.holder?.nameMasked ?? null
    remember({ kind: 'unrecorded', key: nextKey(), at: now(), name, titles })
  }

  /** Writes, and shows what was written; a refusal of the terminal leaves the verdict open to try again. */
  async function write(call: (visit: VisitView, choice: Choice) => Promise<Written>): Promise<void> {
    const asked = state.get()
    if (asked.kind !== 'verdict' || asked.writing) return
    state.set({ ...asked, problem: null, writing: true })
    await inTurn(async () => {
      // As it is now: the same code may have been judged again before this turn came.
      const open = state.get()
      if (open.kind !== 'verdict') return
      const written = await call(open.visit, open.choice)
      if (!written.ok) {
        return state.set({ ...open, problem: { kind: 'api', error: written.error }, writing: false })
      }
      const { records, kind } = written
      remember(...records.map(asEntry))
      const titles = records.flatMap(r => (r.itemTitle === null ? [] : [r.itemTitle]))
      const { visitId } = open.visit
      const { personChecked, rating } = open.choice
      const done = { kind, at: records[0]?.at ?? now(), titles, visitId, personChecked, rating }
      state.set({ kind: 'ready', done, problem: null })
    })
  }

  return {
    state,
    recent,
    notice,
    scan: scanned => {
      notice.set(null)
      return present(scanned)
    },
    loadRecent: async () => {
      const reply = await terminal.call('records.today', { limit: RECENT })
      if (reply.ok) recent.set(reply.value.records.map(asEntry))
    },
    choose: change => {
      const open = state.get()
      if (open.kind !== 'verdict' || open.writing) return
      const choice = change(open.visit, open.choice)
      state.set({ ...open, choice, problem: null })
    },
    judgedAgain: visit => {
      judgedLast = visit
      const open = state.get()
      if (open.kind !== 'verdict' || open.visit.visitId !== visit.visitId) return
      state.set({ ...open, visit, choice: carriedChoice(visit, open.choice) })
    },
    hear: ({ visitId, rating, comment }) => {
      const open = state.get()
      const grade = RATINGS.find(r => r === rating) ?? null
      if (open.kind === 'verdict' && open.visit.visitId === visitId) {
        const said = [open.choice.comment, comment ?? ''].filter(text => text !== '').join(' ')
        state.set({ ...open, choice: { ...open.choice, rating: grade, comment: said.slice(0, 500) } })
      } else if (open.kind === 'ready' && open.done?.visitId === visitId) {
        state.set({ ...open, done: { ...open.done, rating: grade } })
      }
    },
    record: async () => {
      const open = state.get()
      if (open.kind !== 'verdict' || open.writing || !isServing(open.visit)) return
      const code = problemOf(open.visit, open.choice)
      if (code !== null) return state.set({ ...open, problem: { kind: 'choice', code } })
      await write(async (visit, choice) => {
        const reply = await terminal.call('visit.record', recordInput(visit, choice))
        return reply.ok ? { ok: true, kind: 'recorded', records: reply.value.records } : reply
      })
    },
    override: asked =>
      write(async ({ visitId }) => {
        // The dialog may have outlived the holder that it was opened for.
        if (visitId !== asked.visitId) return { ok: false, error: { code: 'no-open-visit', id: '' } }
        const reply = await terminal.call('visit.override', asked)
        return reply.ok ? { ok: true, kind: 'recorded', records: [reply.value.record] } : reply
      }),
    refuse: cause =>
      write(async ({ visitId }) => {
        const reply = await terminal.call('visit.refuse', { visitId, cause })
        return reply.ok ? { ok: true, kind: 'refused', records: [reply.value.record] } : reply
      }),
    more: async () => {
      const { kind, done } = { done: null, ...state.get() }
      if (kind !== 'ready' || done?.kind !== 'recorded') return
      state.set({ kind: 'judging' })
      await inTurn(async () => {
        const reply = await terminal.call('visit.resume', { visitId: done.visitId })
        // A card was scanned, or the next holder asked for, meanwhile.
        if (waiting !== null || state.get().kind !== 'judging') return
        if (!reply.ok) return state.set({ kind: 'ready', done: null, problem: reply.error })
        const choice = { ...firstChoice(reply.value), personChecked: done.personChecked }
        const scan: Scan = { raw: '', source: 'typed', frameShownAt: null }
        state.set({ kind: 'verdict', visit: reply.value, scan, choice, problem: null, writing: false })
      })
    },
    next: async () => {
      const open = state.get()
      if (open.kind === 'ready') {
        state.set(READY)
        const { done } = open
        // Who was just served is forgotten at the terminal, and on his own screen, too.
        if (done !== null) await inTurn(async () => void (await terminal.call('visit.close', done)))
        return
      }
      if (open.kind !== 'verdict' || open.writing) return
      rememberUnrecorded(open)
      state.set(READY)
      await inTurn(async () => {
        await terminal.call('visit.close', { visitId: open.visit.visitId })
      })
    },
    syncNow: async () => {
      notice.set(null)
      const reply = await terminal.call('sync.now', undefined)
      notice.set(reply.ok ? { kind: 'sync', result: reply.value } : { kind: 'api', error: reply.error })
      const open = state.get()
      // The card that could not be judged for want of data is judged again, without another scan.
      if (
        reply.ok &&
        reply.value.ok &&
        open.kind === 'verdict' &&
        open.visit.outcome === 'cannot-judge' &&
        open.scan.raw !== ''
      ) {
        await present(open.scan)
      }
    },
  }
}

type Written =
  | { readonly ok: true; readonly kind: Done['kind']; readonly records: readonly RecordView[] }
  | { readonly ok: false; readonly error: ApiError }

const asEntry = (record: RecordView): RecentEntry => ({
  kind: 'record',
  key: record.id,
  at: record.at,
  record,
})

/** A rotating virtual code is a new text each half minute, and still the same holder. */
const isSameCard = (a: VisitView, b: VisitView) =>
  a.holder !== null && a.holder.cardNumber === b.holder?.cardNumber
