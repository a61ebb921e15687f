// What a person may do about a terminal that does not start: rescue the journal, type in its key, let the cache begin anew.
// Nothing is deleted by any of it: damaged files and old keys go aside, and the next start judges the result.
import { rmSync } from 'node:fs'
import { assertNever, err, ok, type Result } from '../../core/result.ts'
import { parseRecoveryCode } from '../../core/sync/recovery-code.ts'
import { removeCache } from '../../db/cache/switch.ts'
import { moveFile } from '../../db/durable.ts'
import { attempt } from '../../db/errors.ts'
import { lockFolder } from '../../db/folder-lock.ts'
import type { Act } from '../../db/journal/audit.ts'
import { openJournal } from '../../db/journal/journal.ts'
import { rescuedOf, rescuingOf, settleRescue } from '../../db/journal/rescue/put-in-place.ts'
import { type RescueReport, rescueJournal } from '../../db/journal/rescue/rescue.ts'
import type { KeyStore } from '../../db/key.ts'
import { checkKey } from '../../db/key-check.ts'
import type { RepairChoice } from '../api/repair.ts'
import { systemTime, type TimeSource } from '../clock.ts'
import type { StartFailure } from '../hosts/start-error.ts'
import { cacheIn, journalIn, suspicionOf } from '../storage.ts'

export type RepairParts = {
  readonly dataDir: string
  readonly keyStore: KeyStore
  readonly time?: TimeSource
}
export type RepairError = {
  readonly code: 'recovery-code-wrong' | 'rescue-found-nothing' | 'repair-failed'
}

/** What may help against this; trying again always may. */
export function choicesFor(code: StartFailure['code']): readonly RepairChoice[] {
  switch (code) {
    case 'journal-corrupt':
      return ['retry', 'rescue']
    case 'journal-wrong-key-or-corrupt':
      return ['retry', 'rescue', 'recovery-code']
    case 'journal-key-lost':
    case 'journal-wrong-key':
    case 'journal-unreadable':
      return ['retry', 'recovery-code']
    case 'cache-unreadable':
    case 'cache-wrong-key-or-corrupt':
    case 'cache-io':
      return ['retry', 'remake-cache']
    default:
      return ['retry']
  }
}

/** The new journal stands in its place when it answers `ok`. */
export async function rescue(parts: RepairParts): Promise<Result<RescueReport, RepairError>> {
  const { dataDir, keyStore } = parts
  const key = await keyStore.load('journal')
  if (!key.ok || key.value === null) return err({ code: 'repair-failed' })
  const journalKey = key.value
  const file = journalIn(dataDir)
  return withFolder(dataDir, () => {
    const rescued = rescueJournal(file, journalKey, rescuingOf(file))
    if (!rescued.ok)
      return err({ code: rescued.error.code === 'nothing-found' ? 'rescue-found-nothing' : 'repair-failed' })
    const placed = attempt(() => {
      moveFile(rescuingOf(file), rescuedOf(file))
      settleRescue(file)
      rmSync(suspicionOf(file), { force: true })
    })
    if (!placed.ok) return err({ code: 'repair-failed' })
    const { records, lost } = rescued.value
    note(parts, journalKey, 'journal-rescued', `${records} ${lost.length}`)
    return ok(rescued.value)
  })
}

/** The key that the registry gave out, believed only when it opens the journal. */
export async function recoverKey(parts: RepairParts, code: string): Promise<Result<null, RepairError>> {
  const { dataDir, keyStore } = parts
  const key = parseRecoveryCode(code)
  if (key === null || !opens(journalIn(dataDir), key)) return err({ code: 'recovery-code-wrong' })
  const retired = await keyStore.retire('journal')
  if (!retired.ok) return err({ code: 'repair-failed' })
  const saved = await keyStore.save('journal', key)
  if (!saved.ok) return err({ code: 'repair-failed' })
  note(parts, key, 'journal-key-recovered')
  return saved
}

/** What the cache held comes again with the next sync; its key goes aside with it. */
export async function remakeCache({ dataDir, keyStore }: RepairParts): Promise<Result<null, RepairError>> {
  const retired = await keyStore.retire('cache')
  if (!retired.ok) return err({ code: 'repair-failed' })
  return withFolder(dataDir, () =>
    attempt(() => removeCache(cacheIn(dataDir))).ok ? ok(null) : err({ code: 'repair-failed' }),
  )
}

/** Nobody is signed in while this is done: it stands in the audit as the terminal's own. What cannot be noted is done all the same. */
function note({ dataDir, time = systemTime }: RepairParts, key: Buffer, act: Act, detail?: string): void {
  const journal = openJournal(journalIn(dataDir), key)
  if (!journal.ok) return
  journal.value.audit(Math.floor(time.wallMs() / 1000), null, act, detail)
  journal.value.close()
}

function opens(file: string, key: Buffer): boolean {
  const check = checkKey(file, key)
  switch (check) {
    case 'fits':
      return true
    case 'other-key':
      return false
    case 'unknown': {
      // Without a check value the file itself has to say. A damaged one is rescued under the key that is there.
      const journal = openJournal(file, key, { readonly: true })
      if (journal.ok) journal.value.close()
      return journal.ok || journal.error.code === 'older-schema'
    }
    default:
      return assertNever(check, 'key check')
  }
}

/** While somebody works in the folder nothing in it is moved. */
function withFolder<T>(dataDir: string, work: () => Result<T, RepairError>): Result<T, RepairError> {
  const lock = lockFolder(dataDir)
  if (!lock.ok) return err({ code: 'repair-failed' })
  try {
    return work()
  } finally {
    lock.value.release()
  }
}
