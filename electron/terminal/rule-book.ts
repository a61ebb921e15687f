// Keys and catalogue as last read from the cache: what verdicts rest on until the next sync has brought others.
// A catalogue that was judged by is kept, so that `explain` finds it years later.
import type { TerminalClock } from '../clock.ts'
import type { Identity } from '../identity.ts'
import type { Storage } from '../storage.ts'
import { type Rules, readRules } from '../visit/grounds.ts'

export type RuleBook = ReturnType<typeof createRuleBook>

export function createRuleBook(
  storage: Storage,
  clock: Pick<TerminalClock, 'now'>,
  identity: () => Identity | null,
) {
  let rules: Rules | null = null

  function refresh(): void {
    const who = identity()
    const read = who === null ? null : readRules(storage, who)
    rules = read?.ok === true ? read.value : null
    const document = storage.cache.document('catalogue')
    if (rules !== null && document !== null)
      storage.journal.catalogues.keep(document, rules.catalogue.version, clock.now())
  }

  return {
    /** Null until the first sync has brought keys and catalogue. */
    rules: () => rules,
    refresh,
    /** Rules that were read and checked stay good; the file that they came in need not. */
    refreshOrKeep(): void {
      const held = rules
      refresh()
      rules ??= held
    },
  }
}
