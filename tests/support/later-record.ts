// A record as a later program would have written it into this terminal's journal: this registry cannot read it.
// Put into the real file beside the running terminal; nothing else is touched.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openJournal } from '../../db/journal/journal.ts'
import { fileKeyStore } from '../../db/key.ts'
import { loadIdentity } from '../../electron/identity.ts'
import { service } from '../unit/db/support-rows.ts'

export async function recordOfALaterProgram(dataDir: string): Promise<void> {
  const key = await fileKeyStore(dataDir).load('journal')
  if (!key.ok || key.value === null) throw new Error('no journal key')
  const journal = openJournal(join(dataDir, 'journal.db'), key.value)
  if (!journal.ok) throw new Error(journal.error.code)
  const terminal = loadIdentity(journal.value)?.terminalId ?? ''
  const appended = journal.value.log.append([
    { ...service({ id: randomUUID(), terminal, reason: 'P-10' }), v: 2 as 1 },
  ])
  journal.value.close()
  if (!appended.ok) throw new Error(appended.error.code)
}
