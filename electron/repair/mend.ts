// A read has met damage while the terminal runs: finds out in which file, and puts the cache right at once.
// A damaged journal is left as it is, with a mark: the next start reads it through and offers the rescue.
import { writeFileSync } from 'node:fs'
import { attempt } from '../../db/errors.ts'
import { journalIn, type Storage, suspicionOf } from '../storage.ts'

export type Damage = 'cache-remade' | 'journal-damaged'

/** The journal is the smaller file and the one that matters: it is the one that is read through. */
export function mendDamage({ journal, cache }: Storage, dataDir: string): Damage {
  if (!journal.isSound()) {
    // Failing to leave the mark costs a very large journal its check at the next start, no more.
    attempt(() => writeFileSync(suspicionOf(journalIn(dataDir)), ''))
    return 'journal-damaged'
  }
  const wiped = cache.wipe()
  if (!wiped.ok) throw new Error(`the cache cannot be made anew: ${wiped.error.code}`)
  return 'cache-remade'
}
