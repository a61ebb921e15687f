// Looking a holder up: searches the cache, puts the look on record, hands out masked results, opens one as a visit.
// No look is answered that is not in the audit trail, and what was typed is never written down.
import { randomUUID } from 'node:crypto'
import type { CardNumber } from '../../core/card/card.ts'
import { maskName } from '../../core/card/mask.ts'
import { err, ok } from '../../core/result.ts'
import type { CachedHolder } from '../../db/cache/holders.ts'
import { readQuery, type SearchQuery } from '../../db/cache/search-query.ts'
import type { LookUpResult, lookUpProcedures } from '../api/look-up.ts'
import { allowanceAfter, WINDOW_SECONDS } from '../look-up/allowance.ts'
import { idHash } from '../visit/judge.ts'
import type { Context, HandlersOf } from './context.ts'

/** As many as fit the screen, each with its digit. */
const SHOWN = 9

export function lookUpHandlers(context: Context): HandlersOf<typeof lookUpProcedures> {
  const { storage, clock, counter, signedIn } = context
  const { journal, cache } = storage
  /** What the last search gave out, and to whom. Numbers stay here; the screen gets references. */
  let given: { readonly clerk: string; readonly cards: ReadonlyMap<string, CardNumber> } | null = null

  const allowance = (clerk: string) => {
    const now = clock.now()
    return allowanceAfter(journal.lookUps.recent(clerk, now, WINDOW_SECONDS), now)
  }

  function search(query: SearchQuery): readonly CachedHolder[] {
    if (query.kind !== 'id-number') return cache.holders.search(query, SHOWN + 1)
    const key = Buffer.from(context.identity()?.idLookupKey ?? '', 'base64url')
    const holder = cache.holders.findByIdHash(idHash(query.idNumber, key))
    return holder === null ? [] : [holder]
  }

  return {
    'lookUp.find'({ text }) {
      const who = signedIn()
      if (!who.ok) return who
      if (!context.policy().lookUp) return err({ code: 'look-up-off' })
      const { number } = who.value
      const before = allowance(number)
      if (!before.allowed) return err({ code: 'look-up-limit', retryAfter: before.retryAfter })
      const query = readQuery(text)
      given = null
      if (query.kind === 'nothing')
        return ok({ kind: query.kind, results: [], more: false, left: before.left })
      const found = search(query)
      const shown = found.slice(0, SHOWN)
      const noted = journal.audit(clock.now(), number, 'looked-up', `${query.kind} ${shown.length}`)
      if (!noted.ok) return noted
      const cards = new Map<string, CardNumber>()
      const results = shown.map(holder => {
        const ref = randomUUID()
        cards.set(ref, holder.cardNumber)
        return resultOf(holder, ref)
      })
      given = { clerk: number, cards }
      return ok({ kind: query.kind, results, more: found.length > SHOWN, left: before.left - 1 })
    },

    'lookUp.open'({ ref }) {
      const who = signedIn()
      if (!who.ok) return who
      if (context.rules() === null) return err({ code: 'no-rules-yet' })
      const card = given?.clerk === who.value.number ? given.cards.get(ref) : undefined
      if (card === undefined) return err({ code: 'look-up-gone' })
      const visit = counter.present(card)
      const noted = journal.audit(clock.now(), who.value.number, 'look-up-opened', visit.visitId)
      if (noted.ok) return ok(visit)
      counter.close(visit.visitId)
      return noted
    },

    async 'lookUp.allow'({ number, pin }) {
      const who = signedIn()
      if (!who.ok) return who
      const verified = await journal.clerks.verify(number, pin, clock.now())
      if (!verified.ok) return verified
      if (verified.value.role !== 'supervisor') return err({ code: 'not-allowed' })
      const clerk = who.value.number
      const noted = journal.audit(clock.now(), clerk, 'look-ups-allowed', `by ${verified.value.number}`)
      if (!noted.ok) return noted
      const now = allowance(clerk)
      return ok({ left: now.allowed ? now.left : 0 })
    },
  }
}

function resultOf(holder: CachedHolder, ref: string): LookUpResult {
  return {
    ref,
    nameMasked: maskName(holder.name),
    cardTail: holder.cardNumber.slice(-4),
    idTail: holder.idTail,
    tier: holder.provincial ? 'A' : holder.tier,
    provincial: holder.provincial,
    status: holder.status,
  }
}
