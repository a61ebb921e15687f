import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CACHE_MIGRATIONS } from '../../../db/cache/migrations/index.ts'
import { JOURNAL_MIGRATIONS } from '../../../db/journal/migrations/index.ts'
import { serviceLog } from '../../../db/journal/service-log.ts'
import { migrate, versionOf } from '../../../db/migrate.ts'
import { connect, isSound } from '../../../db/open.ts'
import { statementsIn, withCuts } from './migration-cuts.ts'
import { folder, KEY, must, service } from './support.ts'

/** The file with its log, as it lies on disk at this instant. */
function copyOf(file: string): string {
  const copy = join(folder(), 'cut.db')
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(`${file}${part}`)) copyFileSync(`${file}${part}`, `${copy}${part}`)
  }
  return copy
}

describe.each([
  ['journal', JOURNAL_MIGRATIONS],
  ['cache', CACHE_MIGRATIONS],
] as const)('power cut in the middle of a migration of the %s', (name, migrations) => {
  it.each(migrations.map(m => m.version))('to version %i, after any of its statements', version => {
    const file = join(folder(), `${name}.db`)
    const before = migrations.slice(0, version - 1)
    const db = connect(file, KEY, { create: true })
    db.pragma('journal_mode = WAL')
    must(migrate(db, before))
    const cuts: string[] = []
    db.function('cut_here', () => {
      cuts.push(copyOf(file))
      return null
    })
    must(migrate(db, withCuts(migrations.slice(0, version))))
    db.close()
    const last = migrations[version - 1]
    expect(cuts).toHaveLength(statementsIn(last?.sql ?? '').length)
    for (const cut of cuts) {
      const found = connect(cut, KEY)
      // All of the step or nothing of it: here nothing, for its transaction never ended.
      expect(versionOf(found)).toBe(version - 1)
      must(migrate(found, migrations))
      expect(versionOf(found)).toBe(migrations.length)
      expect(isSound(found)).toBe(true)
      found.close()
    }
  })
})

describe('a process killed in the middle of a migration', () => {
  it('leaves the journal as it was, records and all, and the next start finishes the step', () => {
    for (const statement of [1, 3]) {
      const file = join(folder(), 'journal.db')
      const made = connect(file, KEY, { create: true })
      made.pragma('journal_mode = WAL')
      must(migrate(made, JOURNAL_MIGRATIONS.slice(0, -1)))
      made.close()
      const child = spawnSync(
        process.execPath,
        [join(import.meta.dirname, 'migrate-until-killed.ts'), file, KEY.toString('hex'), String(statement)],
        { encoding: 'utf8' },
      )
      expect({ signal: child.signal, stderr: child.stderr }).toEqual({ signal: 'SIGKILL', stderr: '' })
      const db = connect(file, KEY)
      expect(versionOf(db)).toBe(JOURNAL_MIGRATIONS.length - 1)
      must(migrate(db, JOURNAL_MIGRATIONS))
      must(serviceLog(db).append([service()]))
      expect(serviceLog(db).brokenAt()).toBeNull()
      db.close()
    }
  })
})
