// Carries out the console's calls about holders. What leaves is masked, but for the one call that says whom and why.
// The actor of a change is always the account that made it.
import { maskName } from '../../core/card/mask.ts'
import { err, ok } from '../../core/result.ts'
import type { Handlers } from '../console-api/call.ts'
import type { HolderRecord, PastAct } from '../holders.ts'
import type { Registry } from '../registry.ts'
import { pinyinOf } from '../seed.ts'
import type { holderCalls, MaskedRow } from './contract.ts'
import { lastSecondOf } from './dates.ts'

export function holderHandlers(registry: Registry): Handlers<typeof holderCalls> {
  const { office } = registry
  return {
    'holders.search': async asked => ok(await office.search(asked)),
    async 'holders.page'({ card }) {
      const page = await office.page(card)
      if (page === null) return err({ code: 'not-found' })
      const { holder } = page
      const others = page.others.map(async other => ({
        ...maskedRow(other),
        history: (await registry.history(other.card_no)).map(shownAct),
      }))
      return ok({
        holder: { ...maskedRow(holder), hasProvincial: holder.provincial !== null },
        history: page.history.map(shownAct),
        corrections: page.corrections.map(c => ({ ...c, fields: Object.keys(c.after) })),
        due: page.due,
        merges: page.merges,
        others: await Promise.all(others),
      })
    },
    async 'holders.reveal'({ card }) {
      const holder = await office.find(card)
      if (holder === null) return err({ code: 'not-found' })
      const { name, id_number: idNumber, provincial, phone } = holder
      return ok({ name, idNumber, provincial, phone })
    },
    async 'holders.enter'({ why, expires, ...person }, { staff }) {
      return await registry.inTurn(async () => {
        if ((await registry.knownIdNumbers([person.idNumber])).size > 0)
          return err({ code: 'id-number-taken' as const })
        const entered = {
          ...person,
          card: await registry.nextCard(),
          pinyin: pinyinOf(person.name).slice(0, 200),
          expiresAt: lastSecondOf(expires),
          phone: person.phone ?? null,
          status: 'pending' as const,
        }
        await registry.enterHolders([entered], staff.login, why)
        return ok({ card: entered.card })
      })
    },
    async 'holders.correct'({ card, why, changes: { expires, ...changes } }, { staff }) {
      const wanted = { ...changes, ...(expires !== undefined && { expiresAt: lastSecondOf(expires) }) }
      const done = await office.correct(card, defined(wanted), { actor: staff.login, reason: why })
      return done.ok ? ok({}) : done
    },
    async 'cards.care'({ card, act, why }, { staff }) {
      const done = await office.act({
        card,
        act,
        ground: null,
        effectOn: null,
        actor: staff.login,
        reason: why,
      })
      return done.ok ? ok({}) : done
    },
    async 'cards.standing'(asked, { staff }) {
      const ground = asked.act === 'revoke' ? asked.ground : null
      const { card, act, effectOn } = asked
      const done = await office.act({ card, act, ground, effectOn, actor: staff.login, reason: asked.why })
      return done.ok ? ok({ result: done.value }) : done
    },
    async 'cards.renew'({ card, expires, why }, { staff }) {
      const done = await office.correct(
        card,
        { expiresAt: lastSecondOf(expires) },
        { actor: staff.login, reason: why },
      )
      return done.ok ? ok({}) : done
    },
    async 'cards.withdraw'({ id }) {
      return (await office.withdraw(id)) ? ok({}) : err({ code: 'not-waiting' })
    },
  }
}

const maskedRow = (h: HolderRecord): MaskedRow => ({
  card: h.card_no,
  serial: h.serial,
  tier: h.tier,
  status: h.status,
  statusSince: h.status_since,
  expiresAt: h.expires_at,
  name: maskName(h.name),
  idTail: h.id_number.slice(-4),
  mergedInto: h.merged_into,
})
const shownAct = ({ effect_on, ...line }: PastAct) => ({ ...line, effectOn: effect_on })

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the fields that nobody gave. */
const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
