// Keys and catalogues as last read from the cache: what verdicts rest on until a sync, or a catalogue's first day, brings others.
// A catalogue that was judged by is kept, so that `explain` finds it years later.
import type { TerminalClock } from '../clock.ts'
import type { Identity } from '../identity.ts'
import type { Storage } from '../storage.ts'
import { type Rules, readRules, rulesAt } from '../visit/grounds.ts'

export type RuleBook = ReturnType<typeof createRuleBook>

export function createRuleBook(
  storage: Storage,
  clock: Pick<TerminalClock, 'now' | 'facts'>,
  identity: () => Identity | null,
) {
  let rules: Rules | null = null

  function refresh(): void {
    const who = identity()
    const read = who === null ? null : readRules(storage, who)
    rules = read?.ok === true ? rulesAt(read.value, clock.facts()) : null
    if (rules !== null) keep(rules)
  }

  const keep = ({ document, catalogue: { version } }: Rules): void =>
    void storage.journal.catalogues.keep(document, version, clock.now())

  /** Whoever asks first after midnight finds the catalogue of the new day; no timer and no network is needed for it. */
  function current(): Rules | null {
    const due = rules === null ? null : rulesAt(rules, clock.facts())
    if (rules === null || due === null || due === rules) return rules
    const change = `${rules.catalogue.version} to ${due.catalogue.version}`
    rules = due
    keep(due)
    storage.journal.audit(clock.now(), null, 'catalogue-changed-over', change)
    return due
  }

  return {
    /** Null until the first sync has brought keys and catalogue. */
    rules: current,
    refresh,
    /** Rules that were read and checked stay good; the file that they came in need not. */
    refreshOrKeep(): void {
      const held = rules
      refresh()
      rules ??= held
    },
  }
}
