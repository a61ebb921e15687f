// Where a record stands in its terminal's chain: after which one, on which branch, or nowhere yet. Pure.
// A record whose predecessor is known always finds a place: nothing that a restored journal wrote is turned away.
import { CHAIN_START } from '../../core/sync/chain.ts'
import type { ChainEnd, ChainEventKind, SealedRecord, SequenceRange } from '../../core/sync/wire.ts'

/** A place of the chain that is taken, by a record or by one that is held. */
export type Node = {
  readonly branch: number
  readonly sequence: number
  readonly id: string
  readonly hash: string
  /** Held, and not taken in since. */
  readonly held: boolean
}

/** Each is written down with terminal, sequence and time. `sequence` to `until`, both inclusive. */
export type ChainEvent = {
  readonly kind: ChainEventKind
  readonly branch: number
  readonly sequence: number
  readonly until: number
}

export type Branch = ChainEnd & {
  readonly base: { readonly branch: number; readonly sequence: number } | null
}

export type Placed =
  | { readonly at: 'known'; readonly node: Node }
  | { readonly at: 'end'; readonly branch: number; readonly event: ChainEvent | null }
  | { readonly at: 'fork'; readonly base: Branch['base']; readonly event: ChainEvent }
  | { readonly at: 'nowhere'; readonly reason: 'chain-gap' | 'chain-fork'; readonly event: ChainEvent }

/** What is known of a chain while a batch is taken in; it learns each place that is given away. */
export class Chain {
  readonly #ends: Map<number, ChainEnd>
  readonly #nodes = new Map<string, Node>()
  readonly #bySequence = new Map<number, Node[]>()

  constructor(ends: readonly ChainEnd[], nodes: readonly Node[]) {
    this.#ends = new Map(ends.map(end => [end.branch, end]))
    for (const node of nodes) this.#learn(node)
  }

  get ends(): readonly ChainEnd[] {
    return [...this.#ends.values()]
  }

  place(record: SealedRecord, missing: readonly SequenceRange[]): Placed {
    const { sequence, prev } = record
    const known = this.#bySequence.get(sequence)?.find(n => n.hash === record.hash && n.id === record.id)
    if (known !== undefined) return { at: 'known', node: known }
    const end = this.ends.find(e => e.sequence === sequence - 1 && e.hash === prev)
    if (end !== undefined) return { at: 'end', branch: end.branch, event: null }
    const base = this.#baseOf(prev)
    if (base !== null) return this.#behind(base, sequence, missing)
    return this.#unconnected(sequence, missing)
  }

  /** The place is given: the next record may follow from it. */
  take(record: SealedRecord, branch: number, held: boolean): void {
    const { sequence, hash, id } = record
    this.#ends.set(branch, { branch, sequence, hash })
    this.#learn({ branch, sequence, id, hash, held })
  }

  nextBranch(): number {
    return Math.max(...this.#ends.keys()) + 1
  }

  #baseOf(prev: string): { readonly branch: number; readonly sequence: number } | null {
    if (prev === CHAIN_START) return { branch: 0, sequence: 0 }
    const end = this.ends.find(e => e.hash === prev)
    return this.#nodes.get(prev) ?? end ?? null
  }

  /** It follows from a record that is no end, or not the one before it by number. */
  #behind(
    base: { readonly branch: number; readonly sequence: number },
    sequence: number,
    missing: readonly SequenceRange[],
  ): Placed {
    const end = this.#ends.get(base.branch)
    const lost = missing.find(range => range.from === base.sequence + 1 && range.to === sequence - 1)
    // A rescued journal goes on behind what damage took from its end.
    if (lost !== undefined && end?.sequence === base.sequence)
      return {
        at: 'end',
        branch: base.branch,
        event: { kind: 'lost', branch: base.branch, sequence: lost.from, until: lost.to },
      }
    // One that follows from another place than its number says was renumbered, or written in another order.
    const kind = lost !== undefined || base.sequence === sequence - 1 ? 'fork' : 'reorder'
    const until = kind === 'fork' ? Math.max(sequence, end?.sequence ?? 0) : sequence
    const { branch, sequence: after } = base
    return {
      at: 'fork',
      base: { branch, sequence: after },
      event: { kind, branch: this.nextBranch(), sequence, until },
    }
  }

  /** Nothing that it could follow from has come. */
  #unconnected(sequence: number, missing: readonly SequenceRange[]): Placed {
    const before = this.ends
      .filter(e => e.sequence < sequence)
      .reduce<ChainEnd | null>((a, e) => (a === null || e.sequence > a.sequence ? e : a), null)
    const lost = missing.find(range => range.from < sequence && range.to === sequence - 1)
    if (lost !== undefined) return this.#behindLost(lost, before)
    // The one before it may still come; where another stands in its place, it is that other past that is missing.
    const anotherPast = this.ends.some(e => e.sequence >= sequence - 1)
    const first = anotherPast ? sequence - 1 : (before?.sequence ?? 0) + 1
    return {
      at: 'nowhere',
      reason: anotherPast ? 'chain-fork' : 'chain-gap',
      event: { kind: 'gap', branch: before?.branch ?? 0, sequence: first, until: sequence - 1 },
    }
  }

  /** The terminal itself says that what came before is gone: what follows must not be lost with it. */
  #behindLost(lost: SequenceRange, before: ChainEnd | null): Placed {
    const from = Math.max(lost.from, (before?.sequence ?? 0) + 1)
    const event = { kind: 'lost', sequence: Math.min(from, lost.to), until: lost.to } as const
    return before === null || from > lost.to
      ? { at: 'fork', base: null, event: { ...event, branch: this.nextBranch() } }
      : { at: 'end', branch: before.branch, event: { ...event, branch: before.branch } }
  }

  #learn(node: Node): void {
    this.#nodes.set(node.hash, node)
    const there = this.#bySequence.get(node.sequence)
    if (there === undefined) this.#bySequence.set(node.sequence, [node])
    else there.push(node)
  }
}
