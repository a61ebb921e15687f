// What a host is given to serve: the terminal behind the api table, without a word about windows or sockets.
// A host never reaches past this: no file, no key and no network of the terminal is seen from here.
import type { HolderInput, HolderProcedureName, HolderView } from '../api/holder.ts'
import type { EventData, EventName, Input, Output, ProcedureName, Reply } from '../api.ts'

/** The holder-facing screen's own small table (api/holder.ts); input has been parsed by the host. */
export type ServedHolder = {
  call<N extends HolderProcedureName>(name: N, input: HolderInput<N>): Promise<Reply<HolderView>>
  /** Returns its own unsubscribe. */
  onView(listener: (view: HolderView) => void): () => void
  /** The host says how its second screen is opened; `url` where the clerk's page must open it, null where there is none. */
  opensWith(open: () => Promise<{ readonly url: string | null } | null>): void
}

export type Served = {
  /** Input has been parsed by the host with `procedures[name].input`; resolves, never rejects. */
  call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>
  /** Returns its own unsubscribe. */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void
  readonly holder?: ServedHolder
  /** The machine woke up or was unlocked: time to look whether a sync is due. */
  wake?(): void
  /** The machine goes to sleep, or its own lock has come: whoever works here is hidden at once. */
  lock?(): void
  /** Finishes calls in flight, stops sync, closes files. */
  close(): Promise<void>
}

/**
 * One line for support: an event's name and plain facts about it.
 * Facts are codes, counts, ids and names of ours; never input, never anything about a holder, never a key.
 */
export type Log = (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void
