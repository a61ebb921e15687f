// Exports as the terminal hands them over: for supervisors alone, audited, masked, and harmless to open.
import { join } from 'node:path'
import readSheets from 'read-excel-file/node'
import { expect, onTestFinished, test } from 'vitest'
import { err, ok } from '../../../core/result.ts'
import { fileKeyStore } from '../../../db/key.ts'
import type { FileView } from '../../../electron/api.ts'
import type { Context } from '../../../electron/handlers/context.ts'
import { reportHandlers } from '../../../electron/handlers/report.ts'
import { openStorage } from '../../../electron/storage.ts'
import { card, folder, holder, must, service } from '../db/support.ts'
import { CATALOGUE } from '../policy/good-card.ts'

const T0 = Date.parse('2026-11-23T10:00:00+08:00') / 1000
const FILTER = {
  from: T0,
  to: T0 + 86_400,
  item: null,
  outcome: null,
  kind: null,
  clerk: null,
  delivery: null,
  tail: null,
}

async function terminal(role: 'clerk' | 'supervisor' | null) {
  const dataDir = join(folder(), 'terminal')
  const storage = must(await openStorage({ dataDir, keyStore: fileKeyStore(dataDir) }))
  onTestFinished(() => storage.close())
  must(storage.cache.applyChanges([holder(1, { name: '杨明芳' })], 1, T0))
  must(
    storage.journal.log.append([
      service({ at: T0 + 5, outcome: 'check-person', reason: 'P-10', comment: '=HYPERLINK("http://x","y")' }),
      service({ at: T0 + 9, card: card(2), outcome: 'good', reason: 'P-01', clerk: '1002' }),
    ]),
  )
  const context = {
    storage,
    clock: { now: () => T0 + 100 },
    signedIn: () =>
      role === null ? err({ code: 'not-signed-in' }) : ok({ number: '0001', name: '周', role }),
    rules: () => ({ catalogue: CATALOGUE }),
  } as unknown as Context
  return { storage, handlers: reportHandlers(context) }
}

const asked = { filter: FILTER, format: 'csv', language: 'zh' } as const

test('records are masked, card numbers are their ends, a hostile comment is a text', async () => {
  const { handlers, storage } = await terminal('supervisor')
  const file = must(await handlers['records.export'](asked))
  const text = Buffer.from(file.base64, 'base64').toString('utf8')
  expect(file.name).toBe('huicai-records-2026-11-23-to-2026-11-24.csv')
  expect(text).toContain('杨*芳')
  expect(text).not.toContain('杨明芳')
  expect(text).toContain(card(1).slice(-4))
  expect(text).not.toContain(card(1))
  expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
  expect(text.trim().split('\r\n')).toHaveLength(3)
  expect(storage.journal.auditTrail(5)).toMatchObject([{ act: 'exported', clerk: '0001' }])
})

test.each([
  ['zh', ['放行人工号', '放行理由', '放行说明'], '已看到认定文件或名册', '组长放行（含已作废）'],
  [
    'en',
    ['Overridden by', 'Override: ground', 'Override: in words'],
    'decision or list on paper seen',
    'Overrides',
  ],
] as const)(
  'a service on a supervisor’s word says whose, on what ground and why (%s)',
  async (language, columns, ground, counted) => {
    const { handlers, storage } = await terminal('supervisor')
    const word = { by: '0001', reason: 'papers-seen', text: '=1+1' }
    must(
      storage.journal.log.append([
        service({ at: T0 + 12, outcome: 'cannot-judge', reason: 'U-34', override: word }),
      ]),
    )
    must(storage.journal.audit(T0 + 12, '0001', 'overridden', 'papers-seen 1.2'))
    const [records] = await sheetsOf(
      must(await handlers['records.export']({ ...asked, format: 'xlsx', language })),
    )
    const [header = [], newest = [], next = []] = records ?? []
    const at = header.indexOf(columns[0])
    expect(header.slice(at, at + 3)).toEqual(columns)
    expect(newest.slice(at, at + 3)).toEqual(['0001', ground, "'=1+1"])
    expect(next.slice(at, at + 3)).toEqual([null, null, null])
    const period = { from: T0, to: T0 + 86_400, format: 'xlsx', language } as const
    const [report] = await sheetsOf(must(await handlers['report.export'](period)))
    expect(report?.find(([group]) => String(group).includes(counted))?.slice(1, 3)).toEqual([null, 1])
  },
)

const sheetsOf = async ({ base64 }: FileView) =>
  (await readSheets(Buffer.from(base64, 'base64'))).map(sheet => sheet.data)

test.each(['clerk', null] as const)('for %s there is no file, and no trace of one', async role => {
  const { handlers, storage } = await terminal(role)
  const code = role === null ? 'not-signed-in' : 'not-allowed'
  expect(await handlers['records.export'](asked)).toEqual({ ok: false, error: { code } })
  const period = { from: T0, to: T0 + 86_400, format: 'xlsx', language: 'en' } as const
  expect(await handlers['report.export'](period)).toEqual({ ok: false, error: { code } })
  expect(storage.journal.auditTrail(5)).toEqual([])
})

test('a report is for everybody who is signed in, and says what the registry has', async () => {
  const { handlers, storage } = await terminal('clerk')
  must(storage.journal.outbox.settle([{ sequence: 1, status: 'accepted' }]))
  const report = must(await handlers['report.get']({ from: T0, to: T0 + 86_400 }))
  expect(report.reconciled).toMatchObject({ records: 2, acknowledged: 1, pending: 1, rejectedRecords: [] })
  expect(report.items).toMatchObject([{ id: '1.2', services: 2 }])
  expect(report.clerks.map(c => c.number)).toEqual(['1001', '1002'])
})
