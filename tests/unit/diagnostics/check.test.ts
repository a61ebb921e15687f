// The check of the two files: in a worker of its own, over real encrypted files, sound and broken.
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fileKeyStore } from '../../../db/key.ts'
import { connect } from '../../../db/open.ts'
import type { CheckState } from '../../../electron/api.ts'
import { createFileCheck } from '../../../electron/diagnostics/check.ts'
import { openStorage } from '../../../electron/storage.ts'
import { folder, must, service } from '../db/support.ts'

async function checked(damage: (dir: string) => Promise<void> = async () => {}) {
  const dataDir = folder()
  const keyStore = fileKeyStore(dataDir)
  const storage = must(await openStorage({ dataDir, keyStore }))
  onTestFinished(() => storage.close())
  for (let i = 0; i < 3; i++) must(storage.journal.log.append(Array.from({ length: 400 }, () => service())))
  for (let i = 0; i < 40; i++) must(storage.journal.audit(1_795_400_000 + i, '0312', 'locked', 'idle'))
  await damage(dataDir)
  const check = createFileCheck({
    dataDir,
    keyStore,
    now: () => 1_795_400_000,
    monotonicMs: () => performance.now(),
  })
  const seen: CheckState[] = [check.state(), await check.start(), await check.start()]
  await expect.poll(() => check.state().state, { timeout: 15_000 }).toBe('done')
  return { states: seen, result: check.state() }
}

test('sound files are found sound, with every record of the chain, while the terminal has them open', async () => {
  const { states, result } = await checked()
  expect(states.map(s => s.state)).toEqual(['never', 'running', 'running'])
  expect(result).toMatchObject({
    state: 'done',
    journal: 'sound',
    cache: 'sound',
    records: 1200,
    chainBrokenAt: null,
    acts: 40,
    auditBrokenAt: null,
  })
})

test('a record that was changed behind the program’s back is found by its number', async () => {
  const { result } = await checked(async dir => {
    const key = must(await fileKeyStore(dir).load('journal'))
    const db = connect(join(dir, 'journal.db'), key ?? Buffer.alloc(32))
    db.exec('DROP TRIGGER service_log_changes_no_record')
    db.exec("UPDATE service_log SET body = replace(body, 'check-person', 'good') WHERE sequence = 700")
    db.close()
  })
  expect(result).toMatchObject({ state: 'done', journal: 'sound', records: 1200, chainBrokenAt: 700 })
})

test.each([
  ['changed', "UPDATE audit SET clerk = '9999' WHERE id = 17", ['audit_changes_no_act'], 17],
  ['taken out', 'DELETE FROM audit WHERE id = 23', ['audit_keeps_every_act'], 23],
])(
  'an act of the audit that was %s behind the program’s back is found by its number',
  async (_, sql, triggers, at) => {
    const { result } = await checked(async dir => {
      const key = must(await fileKeyStore(dir).load('journal'))
      const db = connect(join(dir, 'journal.db'), key ?? Buffer.alloc(32))
      for (const trigger of triggers) db.exec(`DROP TRIGGER ${trigger}`)
      db.exec(sql)
      db.close()
    })
    expect(result).toMatchObject({ state: 'done', journal: 'sound', chainBrokenAt: null, auditBrokenAt: at })
  },
)
