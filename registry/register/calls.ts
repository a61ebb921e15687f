// Carries out the console's calls about holders. What leaves is masked, but for the one call that says whom and why.
// The actor of a change is always the account that made it.
import { maskName } from '../../core/card/mask.ts'
import { err, ok } from '../../core/result.ts'
import type { Handlers } from '../console-api/call.ts'
import type { Registry } from '../registry.ts'
import { pinyinOf } from '../seed.ts'
import type { holderCalls } from './contract.ts'
import { lastSecondOf } from './dates.ts'

export function holderHandlers(registry: Registry): Handlers<typeof holderCalls> {
  const { office } = registry
  return {
    'holders.search': async asked => ok(await office.search(asked)),
    async 'holders.page'({ card }) {
      const page = await office.page(card)
      if (page === null) return err({ code: 'not-found' })
      const { holder } = page
      return ok({
        holder: {
          card,
          serial: holder.serial,
          tier: holder.tier,
          status: holder.status,
          statusSince: holder.status_since,
          expiresAt: holder.expires_at,
          name: maskName(holder.name),
          idTail: holder.id_number.slice(-4),
          hasProvincial: holder.provincial !== null,
        },
        history: page.history.map(({ effect_on, ...line }) => ({ ...line, effectOn: effect_on })),
        corrections: page.corrections.map(c => ({ ...c, fields: Object.keys(c.after) })),
        due: page.due,
      })
    },
    async 'holders.reveal'({ card }) {
      const holder = await office.find(card)
      if (holder === null) return err({ code: 'not-found' })
      return ok({ name: holder.name, idNumber: holder.id_number, provincial: holder.provincial })
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

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the fields that nobody gave. */
const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
