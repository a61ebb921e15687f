import { closeSync, copyFileSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SealedRecord } from '../../../../core/sync/wire.ts'
import type { Journal } from '../../../../db/journal/journal.ts'
import { rescueJournal } from '../../../../db/journal/rescue/rescue.ts'
import { connect } from '../../../../db/open.ts'
import { folder, journalAt, KEY, must, service } from '../support.ts'

const PAGE = 4096
const RECORDS = 300
const ACKNOWLEDGED = 120

type Made = { readonly file: string; readonly records: readonly SealedRecord[] }

/** A journal in use: records short and long, some of them sent, clerks, audit, an identity. All of it in the file itself. */
async function journalInUse(): Promise<Made> {
  const file = join(folder(), 'journal.db')
  const journal = journalAt(file)
  const bodies = Array.from({ length: RECORDS }, (_, i) => {
    // Every ninth spills into overflow pages.
    const evidence = i % 9 === 0 ? { much: 'y'.repeat(9000) } : null
    return service({ comment: 'x'.repeat(i % 50), evidence, at: 1_763_000_000 + i })
  })
  const records = must(journal.log.append(bodies))
  must(journal.outbox.markSent(records.slice(0, ACKNOWLEDGED).map(r => r.sequence)))
  must(
    journal.outbox.settle(
      records.slice(0, ACKNOWLEDGED).map(r => ({ sequence: r.sequence, status: 'accepted' as const })),
    ),
  )
  must(await journal.clerks.add({ number: '0312', name: '周组长', role: 'supervisor' }, '805193'))
  must(journal.putMeta('identity', '{"terminalId":"t-1"}'))
  must(journal.audit(1_763_000_000, '0312', 'enrolled'))
  journal.close()
  return { file, records }
}

const pagesIn = (file: string): number => readFileSync(file).length / PAGE

/** 600 bytes of nonsense in the middle of each page, as a bad sector leaves them. */
function damage(file: string, pages: readonly number[]): void {
  const handle = openSync(file, 'r+')
  for (const page of pages) writeSync(handle, Buffer.alloc(600, 0xa5), 0, 600, (page - 1) * PAGE + 1500)
  closeSync(handle)
}

function rescued(file: string): {
  report: { records: number; lost: readonly { from: number; to: number }[] }
  journal: Journal
} {
  const into = `${file}.rescued`
  const report = must(rescueJournal(file, KEY, into))
  return { report, journal: journalAt(into) }
}

const sequencesOf = (ranges: readonly { from: number; to: number }[]): number[] =>
  ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))

/** What holds after every rescue, whatever was damaged. */
function expectWorking(
  { records }: Made,
  journal: Journal,
  lost: readonly { from: number; to: number }[],
): void {
  const kept = new Map(journal.log.between(0, 2_000_000_000, 10_000).map(r => [r.sequence, r]))
  for (const record of records) {
    const found = kept.get(record.sequence)
    if (found !== undefined) expect(found.body.id).toBe(record.id)
  }
  const gone = records.filter(r => !kept.has(r.sequence)).map(r => r.sequence)
  // Each record is either there or named as lost; only one at the very end may be neither.
  expect(gone.filter(s => s <= Math.max(...kept.keys()))).toEqual(
    sequencesOf(lost).filter(s => s <= Math.max(...kept.keys())),
  )
  // What was not sent is still sent, with the very hash it was sealed with.
  const batch = new Map(journal.outbox.nextBatch(10_000).map(r => [r.sequence, r]))
  for (const record of records.slice(ACKNOWLEDGED)) {
    if (kept.has(record.sequence)) expect(batch.get(record.sequence)).toEqual(record)
  }
  const [next] = must(journal.log.append([service()]))
  expect(next?.sequence).toBe(Math.max(...kept.keys(), ...sequencesOf(lost)) + 1)
  expect(journal.log.brokenAt()).toBeNull()
  expect(journal.log.countBetween(0, 2_000_000_000)).toBe(kept.size + 1)
  expect(journal.outbox.nextBatch(10_000).at(-1)?.sequence).toBe(next?.sequence)
}

describe('a damaged journal', () => {
  it('that is not damaged at all is taken over row by row', async () => {
    const made = await journalInUse()
    const { report, journal } = rescued(made.file)
    expect(report).toEqual({ records: RECORDS, lost: [], incomplete: [] })
    expect(journal.outbox.unsent()).toBe(RECORDS - ACKNOWLEDGED)
    expect((await journal.clerks.verify('0312', '805193', 1_763_000_000)).ok).toBe(true)
    expect(journal.meta('identity')).toBe('{"terminalId":"t-1"}')
    expect(journal.auditTrail(10).map(a => a.act)).toEqual(['enrolled'])
    expectWorking(made, journal, report.lost)
  })

  // A rescue for every thirteenth page, one after another: 14 s at a load of 8, with or without the acts’ seals.
  it('with a page destroyed, whichever it is, gives back all but what stood on that page', async () => {
    const made = await journalInUse()
    const pages = pagesIn(made.file)
    let whole = 0
    for (let page = 1; page <= pages; page += 13) {
      const copy = join(folder(), 'journal.db')
      copyFileSync(made.file, copy)
      damage(copy, [page])
      const { report, journal } = rescued(copy)
      expect(RECORDS - report.records, `page ${page}`).toBeLessThanOrEqual(12)
      if (report.records === RECORDS) whole += 1
      expectWorking(made, journal, report.lost)
      journal.close()
    }
    expect(whole).toBeGreaterThan(0)
  }, 90_000)

  it('whose first page is gone, so that SQLite cannot begin, is read page by page', async () => {
    const made = await journalInUse()
    const handle = openSync(made.file, 'r+')
    writeSync(handle, Buffer.alloc(PAGE, 0x5a), 0, PAGE, 0)
    closeSync(handle)
    const { report, journal } = rescued(made.file)
    expect(report.records).toBe(RECORDS)
    expect(journal.meta('identity')).toBe('{"terminalId":"t-1"}')
    expect((await journal.clerks.verify('0312', '805193', 1_763_000_000)).ok).toBe(true)
    expectWorking(made, journal, report.lost)
  })

  it('that was cut in half gives back the first half', async () => {
    const made = await journalInUse()
    truncateSync(made.file, Math.floor(pagesIn(made.file) / 2) * PAGE)
    const { report, journal } = rescued(made.file)
    expect(report.records).toBeGreaterThan(RECORDS / 4)
    expectWorking(made, journal, report.lost)
  })

  it('gives back records that stand in the write-ahead log alone', async () => {
    const file = join(folder(), 'journal.db')
    const journal = journalAt(file)
    const records = must(journal.log.append([service(), service(), service()]))
    // As a power cut leaves it: the log beside the file, its last records nowhere else.
    const copy = join(folder(), 'journal.db')
    copyFileSync(file, copy)
    copyFileSync(`${file}-wal`, `${copy}-wal`)
    damage(copy, [1])
    const { journal: mended } = rescued(copy)
    expect(mended.outbox.nextBatch(10)).toEqual(records)
  })

  it('believes no record whose text was changed under its hash', async () => {
    const made = await journalInUse()
    const db = connect(made.file, KEY)
    db.exec('DROP TRIGGER service_log_changes_no_record')
    db.prepare(
      'UPDATE service_log SET body = replace(body, \'"quantity":1\', \'"quantity":9\') WHERE sequence = 7',
    ).run()
    db.close()
    const { report } = rescued(made.file)
    expect(report.lost).toEqual([{ from: 7, to: 7 }])
  })

  it('under another key is refused, and nothing is left beside it', async () => {
    const made = await journalInUse()
    const other = rescueJournal(made.file, Buffer.alloc(32, 1), `${made.file}.rescued`)
    expect(other).toEqual({ ok: false, error: { code: 'nothing-found' } })
    expect(() => readFileSync(`${made.file}.rescued`)).toThrow('ENOENT')
  })

  it('is rescued twice over: what was lost the first time stays named', async () => {
    const made = await journalInUse()
    damage(made.file, [Math.floor(pagesIn(made.file) / 3)])
    const first = rescued(made.file)
    const lost = first.journal.log.lost()
    first.journal.close()
    const again = rescued(`${made.file}.rescued`)
    expect(again.journal.log.lost()).toEqual(lost)
    expect(again.report.records).toBe(first.report.records)
  })
})
