// The journal: what cannot be lost. Every table family has its own file; this one opens and gathers them.
// It is never thrown away, never begun anew over a file that would not open.
import { ok, type Result } from '../../core/result.ts'
import { type Db, isSound, type OpenError, openEncrypted, openInMemory } from '../open.ts'
import { type Act, type AuditEntry, type AuditQuestion, auditTrail } from './audit.ts'
import { chainNotices } from './chain-notices.ts'
import { chainReader } from './chain-reader.ts'
import { clerks } from './clerks.ts'
import { deviceEvents } from './device-events.ts'
import { enrolment } from './enrolment.ts'
import { keptCatalogues } from './kept-catalogues.ts'
import { logPages } from './log-pages.ts'
import { logReport } from './log-report.ts'
import { lookUps } from './look-ups.ts'
import { journalMeta } from './meta.ts'
import { JOURNAL_MIGRATIONS } from './migrations/index.ts'
import { outbox } from './outbox.ts'
import { receiptPrints } from './receipt-prints.ts'
import { seenCodes } from './seen-codes.ts'
import { serviceLog } from './service-log.ts'
import { settings } from './settings.ts'
import { shifts } from './shifts.ts'
import { type LineOf, syncRuns } from './sync-runs.ts'
import { worklist } from './worklist.ts'
import type { JournalError } from './write.ts'

/** What a write has answered with `ok` is on disk. Reads throw where the file is damaged or the disk fails. */
export type Journal = {
  readonly log: ReturnType<typeof serviceLog>
  readonly chain: ReturnType<typeof chainReader>
  readonly chainNotices: ReturnType<typeof chainNotices>
  /** The log looked back on: pages, one record, one visit. */
  readonly pages: ReturnType<typeof logPages>
  readonly report: ReturnType<typeof logReport>
  readonly outbox: ReturnType<typeof outbox>
  readonly worklist: ReturnType<typeof worklist>
  readonly seen: ReturnType<typeof seenCodes>
  readonly clerks: ReturnType<typeof clerks>
  readonly lookUps: ReturnType<typeof lookUps>
  readonly catalogues: ReturnType<typeof keptCatalogues>
  readonly receipts: ReturnType<typeof receiptPrints>
  readonly devices: ReturnType<typeof deviceEvents>
  readonly shifts: ReturnType<typeof shifts>
  readonly settings: ReturnType<typeof settings>
  readonly enrolment: ReturnType<typeof enrolment>
  meta(key: string): string | null
  putMeta(key: string, value: string): Result<null, JournalError>
  /** Whether a visit could be put on record now. */
  tryRoom(): Result<null, JournalError>
  /** `at` in seconds since 1970 UTC; `detail` without personal data. */
  audit(at: number, clerk: string | null, act: Act, detail?: string): Result<null, JournalError>
  /** Newest first. */
  auditTrail(limit: number): readonly AuditEntry[]
  findAudit(question: AuditQuestion): readonly AuditEntry[]
  /** How often something was done; `from` inclusive, `to` exclusive, seconds since 1970 UTC. */
  countActs(act: Act, from: number, to: number): number
  /** Results of whole sync runs as JSON texts, newest first; light ones are kept apart, several to a line. */
  syncRuns(limit: number): readonly string[]
  lightRuns(limit: number): readonly string[]
  addSyncRun(result: string): Result<null, JournalError>
  addLightRun(lineOf: LineOf): Result<null, JournalError>
  /** Whether the file is whole. Reads all of it. */
  isSound(): boolean
  close(): void
}

export function openJournal(
  file: string,
  key: Buffer,
  options: { readonly readonly?: boolean } = {},
): Result<Journal, OpenError> {
  const opened = openEncrypted(file, key, JOURNAL_MIGRATIONS, { ...options, synchronous: 'FULL' })
  return opened.ok ? ok(journalOver(opened.value)) : opened
}

/** For training: knows nothing of any file, and is gone when it is closed. */
export const journalInMemory = (): Journal => journalOver(openInMemory(JOURNAL_MIGRATIONS))

function journalOver(db: Db): Journal {
  const meta = journalMeta(db)
  const audit = auditTrail(db)
  const runs = syncRuns(db)
  return {
    log: serviceLog(db),
    chain: chainReader(db),
    chainNotices: chainNotices(db),
    pages: logPages(db),
    report: logReport(db),
    outbox: outbox(db),
    worklist: worklist(db),
    seen: seenCodes(db),
    clerks: clerks(db),
    lookUps: lookUps(db),
    catalogues: keptCatalogues(db),
    receipts: receiptPrints(db),
    devices: deviceEvents(db),
    shifts: shifts(db),
    settings: settings(db),
    enrolment: enrolment(db),
    meta: meta.get,
    putMeta: meta.put,
    tryRoom: meta.tryRoom,
    audit: audit.add,
    auditTrail: audit.latest,
    findAudit: audit.find,
    countActs: audit.count,
    syncRuns: runs.latest,
    lightRuns: runs.light,
    addSyncRun: runs.add,
    addLightRun: runs.addLight,
    isSound: () => isSound(db),
    close: () => db.close(),
  }
}
