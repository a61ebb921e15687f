// Carries out the console's calls about supervision.
// What a unit's account may see is decided here and nowhere later: its items go into the question itself.
import { maskName } from '../../core/card/mask.ts'
import { ok } from '../../core/result.ts'
import type { Handlers } from '../console-api/call.ts'
import type { supervisionCalls } from './contract.ts'
import type { Supervision } from './supervision.ts'

export const supervisionHandlers = (supervision: Supervision): Handlers<typeof supervisionCalls> => ({
  'supervision.figures': async (asked, { staff }) =>
    ok(
      await supervision.figures({
        ...asked,
        items: staff.role === 'unit' ? supervision.itemsOf(staff.unit ?? '') : null,
      }),
    ),
  'supervision.count': async () => {
    await supervision.count()
    return ok({})
  },
  'supervision.unusedCards': async ({ after, limit }) => {
    const rows = await supervision.unusedCards(after, limit)
    return ok({
      cards: rows.map(r => ({
        card: r.card_no,
        tier: r.tier,
        nameMasked: maskName(r.name),
        since: r.status_since,
      })),
    })
  },
})
