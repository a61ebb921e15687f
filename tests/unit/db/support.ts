// What the database tests stand on: real encrypted files, each test in a folder of its own.
// Nothing here is mocked; a folder lives as long as its test.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Result } from '../../../core/result.ts'
import { type Cache, openCache } from '../../../db/cache/cache.ts'
import { CACHE_MIGRATIONS } from '../../../db/cache/migrations/index.ts'
import { type Journal, openJournal } from '../../../db/journal/journal.ts'
import { JOURNAL_MIGRATIONS } from '../../../db/journal/migrations/index.ts'
import { type Db, openEncrypted } from '../../../db/open.ts'

export { card, gone, holder, service, used } from './support-rows.ts'

export const KEY = randomBytes(32)

export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'xhc-db-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

export function must<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

const closing = <T extends { close(): void }>(opened: T): T => {
  onTestFinished(() => opened.close())
  return opened
}

export const cacheAt = (file: string): Cache => closing(must(openCache(file, KEY)))
export const journalAt = (file: string): Journal => closing(must(openJournal(file, KEY)))
/** A second look at a file, past the code under test. */
export const cacheDb = (file: string): Db =>
  closing(must(openEncrypted(file, KEY, CACHE_MIGRATIONS, { synchronous: 'NORMAL' })))
export const journalDb = (file: string): Db =>
  closing(must(openEncrypted(file, KEY, JOURNAL_MIGRATIONS, { synchronous: 'FULL' })))

/** Every byte of every file below a folder. */
export function bytesBelow(dir: string): Buffer {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return Buffer.concat(files.map(file => readFileSync(join(file.parentPath, file.name))))
}

export const namesIn = (dir: string): string[] => readdirSync(dir).sort()

/** Fails on any plan that reads a table or index from end to end, or sorts. `sources`: the SQL of prepared statements. */
export function expectIndexed(db: Db, sql: string): void {
  const positional = sql.replaceAll(/@\w+/g, '?')
  const parameters = new Array<null>(positional.split('?').length - 1).fill(null)
  const plan = db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${positional}`)
    .all(...parameters)
  const bad = plan.filter(({ detail }) => /^SCAN(?! CONSTANT ROW)|TEMP B-TREE/.test(detail))
  expect(
    bad.map(({ detail }) => detail),
    sql,
  ).toEqual([])
}

/** The SQL that `prepare` gets while `work` runs. */
export function statementsOf(db: Db, work: (db: Db) => unknown): string[] {
  const seen: string[] = []
  work(
    new Proxy(db, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target)
        if (name === 'prepare') {
          return (sql: string) => {
            seen.push(sql)
            return target.prepare(sql)
          }
        }
        return typeof member === 'function' ? member.bind(target) : member
      },
    }),
  )
  return seen
}
