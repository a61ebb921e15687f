import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatRecoveryCode } from '../../../core/sync/recovery-code.ts'
import type { Act } from '../../../db/journal/audit.ts'
import { fileKeyStore } from '../../../db/key.ts'
import { connect } from '../../../db/open.ts'
import { runCommand } from '../../../registry/commands/run.ts'
import { SUPERVISOR } from '../../../scripts/demo/world.ts'
import {
  type DamageWorld,
  damageWorld,
  destroy,
  type OpenTerminal,
  open,
  refuse,
  signIn,
  status,
} from './world.ts'

let world: DamageWorld
beforeAll(async () => {
  world = await damageWorld()
})
afterAll(() => world.end())

const code = (i = 0): string => world.codes[i] ?? ''

/** Ids of the registry's records that came from this folder's terminal. */
const atRegistry = async (): Promise<number> => (await world.registry.records()).length

async function journalKeyOf(dataDir: string): Promise<Buffer> {
  const key = await fileKeyStore(dataDir).load('journal')
  if (!key.ok || key.value === null) throw new Error('no journal key')
  return key.value
}

/** What stands beside an act in the audit, newest first. */
async function detailsOf(terminal: OpenTerminal, act: Act): Promise<(string | null)[]> {
  const ever = { before: null, from: 0, to: 4_000_000_000, clerk: null, limit: 20 }
  return (await terminal.ask('audit.find', { ...ever, act })).entries.map(entry => entry.detail)
}

/** What the log holds is moved into the file itself, past the write-ahead log. */
async function checkpoint(dataDir: string, name: 'journal' | 'cache'): Promise<void> {
  const key = await fileKeyStore(dataDir).load(name)
  if (!key.ok || key.value === null) throw new Error(`no ${name} key`)
  const db = connect(join(dataDir, `${name}.db`), key.value)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

/** More than SQLite keeps in memory: what the terminal reads then comes from the disk. */
async function outgrowTheCache(dataDir: string): Promise<void> {
  const db = connect(join(dataDir, 'journal.db'), await journalKeyOf(dataDir))
  db.exec(`
    INSERT INTO sync_run (result)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 14000)
    SELECT '{"ballast":"' || hex(zeroblob(700)) || '"}' FROM n`)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

describe('a cache', () => {
  it('damaged before the start begins anew, says that it has no data, and is whole after the next sync', async () => {
    const dataDir = await world.enrolled()
    destroy(join(dataDir, 'cache.db'), 'all')
    const terminal = await open(dataDir)
    expect(terminal.failure).toBeNull()
    expect(await status(terminal)).toMatchObject({ holdersState: 'none', holders: 0 })
    expect(terminal.logged.join()).toContain('cache-remade')
    await terminal.ask('sync.now', undefined)
    expect((await status(terminal)).holders).toBe(60)
    await terminal.close()
  })

  it('damaged while the window is open turns no scan into an error: it cannot judge, and mends itself', async () => {
    const dataDir = await world.enrolled()
    await checkpoint(dataDir, 'cache')
    const terminal = await open(dataDir)
    await signIn(terminal)
    destroy(join(dataDir, 'cache.db'), 'all-but-first')
    const visit = await terminal.ask('visit.present', { raw: code(), source: 'scanner' })
    expect(visit.outcome).toBe('cannot-judge')
    expect(visit.data.state).toBe('none')
    expect(terminal.logged.join()).toContain('cache-remade')
    // Asked for at once, by itself.
    await expect.poll(async () => (await status(terminal)).holders, { timeout: 10_000 }).toBe(60)
    await expect.poll(async () => (await status(terminal)).sync.state).toBe('idle')
    expect((await terminal.ask('visit.present', { raw: code(), source: 'scanner' })).outcome).not.toBe(
      'cannot-judge',
    )
    await terminal.close()
  })

  it('whose key is gone begins anew under a new one', async () => {
    const dataDir = await world.enrolled()
    rmSync(join(dataDir, 'keys', 'cache.key'))
    const terminal = await open(dataDir)
    expect(terminal.failure).toBeNull()
    await terminal.ask('sync.now', undefined)
    expect((await status(terminal)).holders).toBe(60)
    await terminal.close()
  })

  it('whose key cannot be read blocks with a choice, and the choice keeps the old key', async () => {
    const dataDir = await world.enrolled()
    writeFileSync(join(dataDir, 'keys', 'cache.key'), 'no key at all')
    const terminal = await open(dataDir)
    expect(terminal.failure).toEqual({ code: 'cache-unreadable' })
    const app = await terminal.ask('app.get', undefined)
    expect(app.blocked?.choices).toEqual(['retry', 'remake-cache'])
    await terminal.ask('repair.remakeCache', undefined)
    expect((await terminal.ask('app.get', undefined)).phase).toBe('sign-in')
    expect(readdirSync(join(dataDir, 'keys')).some(name => name.startsWith('cache.key.retired-'))).toBe(true)
    await terminal.close()
  })
})

describe('a journal', () => {
  it('damaged is rescued from the page: unsent records are sent, lost ones named, and the window goes on', async () => {
    const dataDir = await world.enrolled()
    let terminal = await open(dataDir)
    await signIn(terminal)
    for (let i = 0; i < 40; i++) await refuse(terminal, code(i))
    await terminal.close()
    await checkpoint(dataDir, 'journal')
    destroy(join(dataDir, 'journal.db'), 'middle')
    const before = await atRegistry()

    terminal = await open(dataDir)
    expect(terminal.failure).toEqual({ code: 'journal-corrupt' })
    expect((await terminal.ask('app.get', undefined)).blocked?.choices).toEqual(['retry', 'rescue'])
    expect(await terminal.served.call('visit.present', { raw: code(), source: 'scanner' })).toMatchObject({
      ok: false,
      error: { code: 'blocked' },
    })
    const report = await terminal.ask('repair.rescue', undefined)
    const lost = report.lost.reduce((n, { from, to }) => n + to - from + 1, 0)
    expect(report.records + lost).toBe(40)
    expect(report.records).toBeGreaterThan(20)
    expect(readdirSync(dataDir).some(name => name.startsWith('journal.db.damaged-'))).toBe(true)

    await signIn(terminal)
    expect(await refuse(terminal, code(1))).toBe(41)
    expect(await detailsOf(terminal, 'journal-rescued')).toEqual([`${report.records} ${report.lost.length}`])
    const result = await terminal.ask('sync.now', undefined)
    expect(result).toMatchObject({ ok: true, rejected: 0 })
    expect(await atRegistry()).toBe(before + report.records + 1)
    await terminal.close()
  })

  it('damaged while the window is open stops it with an alarm, and the next start offers the rescue', async () => {
    const dataDir = await world.enrolled()
    let terminal = await open(dataDir)
    await signIn(terminal)
    for (let i = 0; i < 40; i++) await refuse(terminal, code(i))
    await terminal.close()
    await checkpoint(dataDir, 'journal')
    await outgrowTheCache(dataDir)
    terminal = await open(dataDir)
    await signIn(terminal)
    destroy(join(dataDir, 'journal.db'), 'all-but-first')
    const reply = await terminal.served.call('records.today', { limit: 100 })
    expect(reply).toMatchObject({ ok: false, error: { code: 'journal-damaged' } })
    await terminal.close()
    const again = await open(dataDir)
    expect(again.failure?.code).toBe('journal-corrupt')
    await again.close()
  })

  it('whose key is gone waits for the recovery code, and takes no other', async () => {
    const dataDir = await world.enrolled()
    const key = await journalKeyOf(dataDir)
    rmSync(join(dataDir, 'keys', 'journal.key'))
    const terminal = await open(dataDir)
    expect(terminal.failure).toEqual({ code: 'journal-key-lost' })
    expect((await terminal.ask('app.get', undefined)).blocked?.choices).toEqual(['retry', 'recovery-code'])
    for (const wrong of ['', 'no code', formatRecoveryCode(Buffer.alloc(32, 7))]) {
      expect(await terminal.served.call('repair.recover', { code: wrong })).toMatchObject({
        ok: false,
        error: { code: 'recovery-code-wrong' },
      })
    }
    await terminal.ask('repair.recover', { code: formatRecoveryCode(key).toLowerCase() })
    expect((await terminal.ask('app.get', undefined)).phase).toBe('sign-in')
    await signIn(terminal)
    expect(await detailsOf(terminal, 'journal-key-recovered')).toEqual([null])
    await terminal.close()
    expect(await journalKeyOf(dataDir)).toEqual(key)
  })

  it('whose key is gone opens with the code that the registry gives out, and that it gave it is kept', async () => {
    const dataDir = await world.enrolled()
    const terminal = await open(dataDir)
    const id = (await terminal.ask('app.get', undefined)).terminalId ?? ''
    await terminal.close()
    const key = await journalKeyOf(dataDir)
    const given = await runCommand(world.registry, ['terminal', 'recovery-code', id, '--json'], '/')
    expect(given).toMatchObject({ exit: 0, err: '' })
    expect(JSON.parse(given.out)).toEqual({ id, code: formatRecoveryCode(key) })
    rmSync(join(dataDir, 'keys', 'journal.key'))
    const blocked = await open(dataDir)
    await blocked.ask('repair.recover', { code: (JSON.parse(given.out) as { code: string }).code })
    expect((await blocked.ask('app.get', undefined)).phase).toBe('sign-in')
    await blocked.close()
    expect((await runCommand(world.registry, ['terminal', 'recovery-code', 't-nobody'], '/')).exit).toBe(1)
  })

  it('rescued, but cut off before it was in its place, is put there by the next start', async () => {
    const dataDir = await world.enrolled()
    // As a power cut leaves it: the damaged file is aside already, the rescued one not yet in its place.
    execFileSync('mv', [join(dataDir, 'journal.db'), join(dataDir, 'journal.db.rescued')])
    const terminal = await open(dataDir)
    expect(terminal.failure).toBeNull()
    expect(existsSync(join(dataDir, 'journal.db.rescued'))).toBe(false)
    await signIn(terminal)
    await terminal.close()
  })
})

describe('a journal put back from an old backup', () => {
  it('goes on as a branch, and says so on the sync screen, in the diagnostics and in the audit', async () => {
    const dataDir = await world.enrolled()
    let terminal = await open(dataDir)
    await signIn(terminal)
    await refuse(terminal, code(0))
    await terminal.close()
    const backup = `${dataDir}-backup`
    cpSync(dataDir, backup, { recursive: true })
    terminal = await open(dataDir)
    await signIn(terminal)
    await refuse(terminal, code(1))
    await refuse(terminal, code(2))
    await terminal.ask('sync.now', undefined)
    expect((await terminal.ask('sync.view', undefined)).chain).toEqual([])
    await terminal.close()

    rmSync(dataDir, { recursive: true })
    cpSync(backup, dataDir, { recursive: true })
    const before = await atRegistry()
    terminal = await open(dataDir)
    await signIn(terminal)
    await refuse(terminal, code(3))
    expect(await terminal.ask('sync.now', undefined)).toMatchObject({ ok: true, rejected: 0 })
    expect(await atRegistry()).toBe(before + 1)
    const told = [{ kind: 'fork', sequence: 2, until: 3, closed: false }]
    expect((await terminal.ask('sync.view', undefined)).chain).toMatchObject(told)
    expect((await terminal.ask('diagnostics.get', undefined)).chain).toMatchObject(told)
    expect(await detailsOf(terminal, 'chain-noticed')).toEqual(['fork 2–3'])
    await terminal.ask('sync.now', undefined)
    expect(await detailsOf(terminal, 'chain-noticed')).toHaveLength(1)

    expect((await status(terminal)).notices).toBe(1)
    const fork = { kind: 'fork', branch: 1, sequence: 2 } as const
    await terminal.ask('sync.noticeRead', fork)
    expect((await status(terminal)).notices).toBe(0)
    await terminal.ask('sync.now', undefined)
    expect((await terminal.ask('sync.view', undefined)).chain).toMatchObject([
      { ...fork, read: { clerk: SUPERVISOR.number } },
    ])
    // Read at the window; settled only by the office.
    const asked = { items: null, kind: 'fork', state: 'open', site: null } as const
    expect(await world.registry.worklist.list(asked, 0)).toMatchObject([{ sequence: 2, until: 3 }])
    await terminal.ask('session.signOut', undefined)
    expect(await terminal.served.call('sync.noticeRead', fork)).toMatchObject({
      ok: false,
      error: { code: 'not-signed-in' },
    })
    await terminal.close()
  })
})

describe('a second terminal on the same folder', () => {
  it('is told that one runs already, and starts when that one is closed', async () => {
    const dataDir = await world.enrolled()
    const first = await open(dataDir)
    const second = await open(dataDir)
    expect(second.failure).toEqual({ code: 'in-use' })
    await first.close()
    await second.ask('repair.retry', undefined)
    expect((await second.ask('app.get', undefined)).phase).toBe('sign-in')
    await second.close()
  })
})

const canMount = (): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const at = join(world.folder, 'may-mount')
  mkdirSync(at, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', at], { stdio: 'pipe' })
    execFileSync('umount', [at])
    return true
  } catch {
    return false
  }
}

/** A small disk of its own; where none may be mounted, the test says so by being skipped. */
async function onDisk(megabytes: number, work: (disk: string) => Promise<void>): Promise<void> {
  const disk = join(world.folder, `disk-${megabytes}-${Math.random().toString(36).slice(2)}`)
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', disk])
  try {
    await work(disk)
  } finally {
    execFileSync('umount', ['-l', disk])
  }
}

/** Writes until nothing more fits. */
function fill(disk: string): string {
  const file = join(disk, 'ballast')
  for (const size of [1024 * 1024, 4096]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // Full to this grain.
    }
  }
  return file
}

describe('a disk', () => {
  it('that is full stops recording with an alarm and nothing acknowledged; with room again the same visit is recorded', async context => {
    if (!canMount()) return context.skip()
    await onDisk(12, async disk => {
      const dataDir = await world.enrolled(join(disk, 'terminal'))
      const terminal = await open(dataDir)
      await signIn(terminal)
      const first = await refuse(terminal, code(0))
      const ballast = fill(disk)
      let stopped = ''
      let acknowledged = first
      let visitId = ''
      for (let i = 0; i < 200 && stopped === ''; i++) {
        visitId = (await terminal.ask('visit.present', { raw: code(1), source: 'scanner' })).visitId
        const reply = await terminal.served.call('visit.refuse', { visitId, cause: null })
        if (reply.ok) acknowledged = reply.value.record.sequence
        else stopped = reply.error.code
      }
      expect(stopped).toBe('disk-full')
      expect((await status(terminal)).alarm).toBe('disk-full')
      rmSync(ballast)
      // Nobody can work behind the alarm: it goes by itself.
      await expect.poll(async () => (await status(terminal)).alarm, { timeout: 15_000 }).toBeNull()
      const record = await terminal.ask('visit.refuse', { visitId, cause: null })
      expect(record.record.sequence).toBe(acknowledged + 1)
      expect(await terminal.ask('sync.now', undefined)).toMatchObject({ ok: true, rejected: 0 })
      await terminal.close()
    })
  })

  it('that is full at the start blocks with its reason, and a retry with room again opens', async context => {
    if (!canMount()) return context.skip()
    await onDisk(12, async disk => {
      const dataDir = await world.enrolled(join(disk, 'terminal'))
      const ballast = fill(disk)
      const terminal = await open(dataDir)
      expect(terminal.failure?.code).toBe('journal-disk-full')
      rmSync(ballast)
      await terminal.ask('repair.retry', undefined)
      expect((await terminal.ask('app.get', undefined)).phase).toBe('sign-in')
      await terminal.close()
    })
  })

  it('that fills up during a sync leaves the cache as it was', async context => {
    if (!canMount()) return context.skip()
    await onDisk(12, async disk => {
      const dataDir = await world.enrolled(join(disk, 'terminal'))
      const terminal = await open(dataDir)
      const ballast = fill(disk)
      await world.registry.publish(true)
      const result = await terminal.ask('sync.now', undefined).catch((cause: Error) => cause.message)
      expect((await status(terminal)).holders).toBe(60)
      if (typeof result === 'object' && !result.ok) expect(result.error).toBe('disk')
      rmSync(ballast)
      expect(await terminal.ask('sync.now', undefined)).toMatchObject({ ok: true })
      await terminal.close()
    })
  })

  it('that may only be read blocks with its reason', async context => {
    if (!canMount()) return context.skip()
    await onDisk(12, async disk => {
      const dataDir = await world.enrolled(join(disk, 'terminal'))
      execFileSync('mount', ['-o', 'remount,ro', disk])
      const terminal = await open(dataDir)
      expect(terminal.failure?.code).toMatch(/^(folder-not-writable|journal-read-only)$/)
      const app = await terminal.ask('app.get', undefined)
      expect(app.blocked?.why.zh).toContain('不能写入')
      execFileSync('mount', ['-o', 'remount,rw', disk])
      await terminal.ask('repair.retry', undefined)
      expect((await terminal.ask('app.get', undefined)).phase).toBe('sign-in')
      await terminal.close()
    })
  })
})
