// Records that come about beside the running terminal: one of a later program, one of a past that this journal does not have.
// Into the real file, or in by the registry's own door; nothing else is touched.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sealRecord } from '../../core/sync/chain.ts'
import { type Journal, openJournal } from '../../db/journal/journal.ts'
import { fileKeyStore } from '../../db/key.ts'
import { loadIdentity } from '../../electron/identity.ts'
import type { Registry } from '../../registry/registry.ts'
import { service } from '../unit/db/support-rows.ts'

/** As a later program would have written it into this terminal's journal: this registry cannot read it. */
export async function recordOfALaterProgram(dataDir: string): Promise<void> {
  const appended = await inJournal(dataDir, ({ log }, terminal) =>
    log.append([{ ...refusal(terminal), v: 2 as 1 }]),
  )
  if (!appended.ok) throw new Error(appended.error.code)
}

/** At the registry behind the last one that came from here: so it looks when a terminal's disk was put back from a backup. */
export async function recordOfAnotherPast(registry: Registry, dataDir: string): Promise<void> {
  const { end, id } = await inJournal(dataDir, ({ chain }, terminal) => ({ end: chain.end(), id: terminal }))
  const terminal = await registry.findTerminal(id)
  if (terminal === null) throw new Error(`no terminal ${id}`)
  const body = refusal(id)
  const place = { sequence: end.sequence + 1, prev: end.hash }
  const records = [sealRecord({ ...place, id: body.id, body: JSON.stringify(body) })]
  const [answer] = (await registry.takeRecords(terminal, { records })).answers
  if (answer?.status !== 'accepted') throw new Error(JSON.stringify(answer))
}

const refusal = (terminal: string) => service({ id: randomUUID(), terminal, reason: 'P-10' })

async function inJournal<T>(dataDir: string, work: (journal: Journal, terminal: string) => T): Promise<T> {
  const key = await fileKeyStore(dataDir).load('journal')
  if (!key.ok || key.value === null) throw new Error('no journal key')
  const journal = openJournal(join(dataDir, 'journal.db'), key.value)
  if (!journal.ok) throw new Error(journal.error.code)
  try {
    return work(journal.value, loadIdentity(journal.value)?.terminalId ?? '')
  } finally {
    journal.value.close()
  }
}
