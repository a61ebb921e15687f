// A terminal becomes somebody in one step: cut off before it, it is nobody with the same keys; after it, its first clerk gets in.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from '../../../../db/journal/journal.ts'
import { hashPin } from '../../../../db/journal/pin.ts'
import { loadIdentity, terminalKeysFor } from '../../../../electron/identity.ts'
import { folder, journalAt, KEY, must } from '../support.ts'

const journalFile = (): string => join(folder(), 'journal.db')
const PIN = '805193'
const who = (privateKey: string) => ({
  terminalId: 't-1',
  address: 'http://127.0.0.1:1',
  rootKey: 'A'.repeat(43),
  privateKey,
  idLookupKey: 'B'.repeat(43),
  site: {
    siteId: 's',
    siteName: { zh: '医院', en: 'Hospital' },
    siteKind: 'hospital-checkup',
    county: '楚雄市',
    windowName: { zh: '一号', en: 'One' },
    itemIds: null,
    policy: {},
  },
})

test('asked again with the same code after a restart, the keys are the same; another code has others', () => {
  const file = journalFile()
  const first = journalAt(file)
  const seed = must(first.enrolment.seed())
  const keys = terminalKeysFor('CODE', seed)
  first.close()
  const again = must(journalAt(file).enrolment.seed())
  expect(terminalKeysFor('CODE', again)).toEqual(keys)
  expect(terminalKeysFor('OTHER', again).publicKey).not.toBe(keys.publicKey)
})

test('identity, first clerk and audit are written together, and the seed of the keys is gone', async () => {
  const journal = journalAt(journalFile())
  const keys = terminalKeysFor('CODE', must(journal.enrolment.seed()))
  const pin = await hashPin(PIN)
  const identity = JSON.stringify(who(keys.privateKey))
  must(journal.enrolment.become({ identity, clerk: { number: '1', name: '周' }, pin, at: 10 }))
  expect(loadIdentity(journal)?.terminalId).toBe('t-1')
  expect(must(await journal.clerks.verify('1', PIN, 20))).toMatchObject({ role: 'supervisor' })
  expect(journal.auditTrail(5)).toMatchObject([{ act: 'enrolled', clerk: '1', at: 10 }])
  expect(journal.meta('enrolment-seed')).toBeNull()
})

test('what cannot be written whole is not written at all', async () => {
  const file = journalFile()
  const journal = journalAt(file)
  must(await journal.clerks.add({ number: '1', name: '李', role: 'clerk' }, PIN))
  const pin = await hashPin(PIN)
  const refused = journal.enrolment.become({
    identity: JSON.stringify(who('x')),
    clerk: { number: '1', name: '周' },
    pin,
    at: 10,
  })
  expect(refused).toEqual({ ok: false, error: { code: 'journal-write-failed' } })
  journal.close()
  const reopened = openJournal(file, KEY)
  expect(reopened.ok && loadIdentity(reopened.value)).toBeNull()
})
