// Sealed files in and out of the page, piece by piece: one on its way out and one on its way in, never more.
// A file is proven whole before anything of it counts, and is forgotten when it was applied or refused.
import { randomUUID } from 'node:crypto'
import { err, ok, type Result } from '../../core/result.ts'
import { PIECE, type sealedProcedures } from '../api/sealed.ts'
import { openStick, type StickError, sealRecords } from '../sync/stick.ts'
import type { Context, HandlersOf, Refusal } from './context.ts'

type Coming = { readonly id: string; readonly content: Buffer; received: number }

export function sealedHandlers(context: Context): HandlersOf<typeof sealedProcedures> {
  const { storage, clock } = context
  let going: { readonly id: string; readonly content: Buffer } | null = null
  let coming: Coming | null = null

  return {
    'sealed.export'() {
      const who = enrolled(context)
      if (!who.ok) return who
      const sealed = sealRecords(storage, who.value, clock.now())
      if (!sealed.ok) return err({ code: codeOf(sealed.error) })
      const { name, content, records } = sealed.value
      going = { id: randomUUID(), content }
      context.statusChanged()
      return ok({ id: going.id, name, bytes: content.length, records })
    },

    'sealed.read'({ id, offset }) {
      if (going?.id !== id) return err({ code: 'sealed-gone' })
      return ok({ data: going.content.subarray(offset, offset + PIECE).toString('base64') })
    },

    'sealed.begin'({ bytes }) {
      const who = enrolled(context)
      if (!who.ok) return who
      coming = { id: randomUUID(), content: Buffer.alloc(bytes), received: 0 }
      return ok({ id: coming.id })
    },

    'sealed.write'({ id, offset, data }) {
      if (coming?.id !== id) return err({ code: 'sealed-gone' })
      const piece = Buffer.from(data, 'base64')
      if (offset !== coming.received || offset + piece.length > coming.content.length)
        return err({ code: 'bad-request' })
      piece.copy(coming.content, offset)
      coming.received += piece.length
      return ok({ received: coming.received })
    },

    async 'sealed.apply'({ id }) {
      const who = enrolled(context)
      const sync = context.sync()
      if (!who.ok) return who
      if (sync === null) return err({ code: 'not-enrolled' })
      if (coming?.id !== id) return err({ code: 'sealed-gone' })
      const file = coming.content.subarray(0, coming.received)
      coming = null
      const stick = openStick(storage, who.value, file)
      if (!stick.ok) return err({ code: codeOf(stick.error) })
      const { madeAt, answers } = stick.value
      const applied = await sync.applyStick(stick.value)
      if (!applied.ok) return applied
      const acknowledged = answers.answers.filter(a => a.status !== 'rejected').length
      return ok({ madeAt, acknowledged, result: applied.value })
    },
  }
}

/** For a clerk who is signed in at an enrolled terminal. */
function enrolled({
  signedIn,
  identity,
}: Context): Result<NonNullable<ReturnType<Context['identity']>>, Refusal> {
  const clerk = signedIn()
  if (!clerk.ok) return clerk
  const who = identity()
  return who === null ? err({ code: 'not-enrolled' }) : ok(who)
}

const codeOf = ({ code }: StickError) =>
  code === 'journal-write-failed' ? code : (`sealed-${code}` as const)
