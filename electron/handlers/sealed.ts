// Sealed files in and out of the page, piece by piece: one on its way out and one on its way in, never more.
// They lie on disk as they are, closed; a file is proven whole before anything of it counts, and is gone when it was applied or refused.
import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../core/result.ts'
import { sealedSource } from '../../core/sync/sealed-file.ts'
import { PIECE, type sealedProcedures } from '../api/sealed.ts'
import { openStick, type StickError, sealRecords } from '../sync/stick.ts'
import type { Context, HandlersOf, Refusal } from './context.ts'

type Going = { readonly id: string; readonly bytes: number }
type Coming = { readonly id: string; readonly bytes: number; received: number }

export function sealedHandlers(context: Context): HandlersOf<typeof sealedProcedures> {
  const { storage, clock, options } = context
  const folder = join(options.dataDir, 'stick')
  let going: Going | null = null
  let coming: Coming | null = null

  /** Open for this piece of work alone: the page may never come back for the next. */
  async function withFile<T>(
    name: 'up' | 'down',
    flags: 'w' | 'a' | 'r',
    work: (file: FileHandle) => Promise<T>,
  ): Promise<T> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(join(folder, name), flags, 0o600)
    try {
      return await work(file)
    } finally {
      await file.close()
    }
  }
  const forget = (name: 'up' | 'down') => rm(join(folder, name), { force: true })

  return {
    'sealed.export': () =>
      onDisk(async () => {
        const who = enrolled(context)
        if (!who.ok) return who
        going = null
        const sealed = await withFile('up', 'w', async file => {
          const out = await sealRecords(storage, who.value, clock.now(), file)
          return out.ok ? ok({ ...out.value, bytes: (await file.stat()).size }) : out
        })
        context.statusChanged()
        if (!sealed.ok) return err({ code: codeOf(sealed.error) })
        const { name, records, bytes } = sealed.value
        going = { id: randomUUID(), bytes }
        return ok({ id: going.id, name, bytes, records })
      }),

    'sealed.read': ({ id, offset }) =>
      onDisk(async () => {
        if (going?.id !== id) return err({ code: 'sealed-gone' })
        const { bytes } = going
        const piece = await withFile('up', 'r', file => sealedSource(file, bytes).read(offset, PIECE))
        return ok({ data: piece.toString('base64') })
      }),

    'sealed.begin': ({ bytes }) =>
      onDisk(async () => {
        const who = enrolled(context)
        if (!who.ok) return who
        await withFile('down', 'w', async () => {})
        coming = { id: randomUUID(), bytes, received: 0 }
        return ok({ id: coming.id })
      }),

    'sealed.write': ({ id, offset, data }) =>
      onDisk(async () => {
        if (coming?.id !== id) return err({ code: 'sealed-gone' })
        const piece = Buffer.from(data, 'base64')
        if (offset !== coming.received || offset + piece.length > coming.bytes)
          return err({ code: 'bad-request' })
        coming.received += piece.length
        await withFile('down', 'a', file => file.writeFile(piece))
        return ok({ received: coming.received })
      }),

    'sealed.apply': ({ id }) =>
      onDisk(async () => {
        const who = enrolled(context)
        const sync = context.sync()
        if (!who.ok) return who
        if (sync === null) return err({ code: 'not-enrolled' })
        if (coming?.id !== id) return err({ code: 'sealed-gone' })
        const { received } = coming
        coming = null
        try {
          return await withFile('down', 'r', async file => {
            const stick = await openStick(storage, who.value, sealedSource(file, received))
            if (!stick.ok) return err({ code: codeOf(stick.error) })
            const { madeAt, answers } = stick.value
            const applied = await sync.applyStick(stick.value)
            if (!applied.ok) return applied
            const acknowledged = answers.answers.filter(a => a.status !== 'rejected').length
            return ok({ madeAt, acknowledged, result: applied.value })
          })
        } finally {
          await forget('down')
        }
      }),
  }
}

/** Only the disk itself throws here with a code of the system's; anything else is damage, and is dealt with elsewhere. */
async function onDisk<T>(work: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) return err({ code: 'sealed-disk' })
    throw cause
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
