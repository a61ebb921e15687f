import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openJournal } from '../../../db/journal/journal.ts'
import { fileKeyStore } from '../../../db/key.ts'
import { runCommand } from '../../../registry/commands/run.ts'
import { HOSPITAL } from '../../../scripts/demo/world.ts'
import { type DamageWorld, damageWorld, type OpenTerminal, open, refuse, signIn, status } from './world.ts'

let world: DamageWorld
let sticks = 0
beforeAll(async () => {
  world = await damageWorld()
})
afterAll(() => world.end())

const code = (i: number): string => world.codes[i] ?? ''

function stick(): string {
  const folder = join(world.folder, `stick-${sticks++}`)
  mkdirSync(folder)
  return folder
}

/** A window that knows no network: enrolled and filled once, from then on everything goes by stick. */
async function aWindow(): Promise<{ terminal: OpenTerminal; id: string; dataDir: string }> {
  const dataDir = await world.enrolled()
  const terminal = await open(dataDir)
  await signIn(terminal)
  return { terminal, id: (await terminal.ask('app.get', undefined)).terminalId ?? '', dataDir }
}

/** As the page saves it. */
async function exportTo(folder: string, { ask }: OpenTerminal): Promise<string> {
  const { id, name, bytes } = await ask('sealed.export', undefined)
  const pieces: Buffer[] = []
  for (let offset = 0; offset < bytes; offset += pieces.at(-1)?.length ?? bytes)
    pieces.push(Buffer.from((await ask('sealed.read', { id, offset })).data, 'base64'))
  const file = join(folder, name)
  writeFileSync(file, Buffer.concat(pieces))
  return file
}

async function importFrom(file: string | Buffer, { ask, served }: OpenTerminal) {
  const content = typeof file === 'string' ? readFileSync(file) : file
  const { id } = await ask('sealed.begin', { bytes: Math.max(1, content.length) })
  for (let offset = 0; offset < content.length; offset += 100_000)
    await ask('sealed.write', {
      id,
      offset,
      data: content.subarray(offset, offset + 100_000).toString('base64'),
    })
  return await served.call('sealed.apply', { id })
}

const cli = (folder: string, ...argv: string[]) =>
  runCommand(world.registry, ['sealed', ...argv, '--json'], folder)
const downIn = (folder: string): string =>
  join(folder, readdirSync(folder).findLast(name => name.endsWith('.xhc-down')) ?? '')

describe('a window without network', () => {
  it('hands its records in on a stick, and takes data and answers home on it', async () => {
    const { terminal, id } = await aWindow()
    await refuse(terminal, code(1))
    await refuse(terminal, code(2))
    const folder = stick()
    const up = await exportTo(folder, terminal)
    expect((await status(terminal)).unsent).toBe(2)

    await world.registry.change(await firstCard(), 'lost', {
      actor: 'test',
      reason: 'test',
    })
    const taken = await cli(folder, 'import', up)
    expect(JSON.parse(taken.out)).toMatchObject({
      terminal: id,
      number: 1,
      again: false,
      taken: 2,
      rejected: 0,
    })
    expect((await world.registry.records()).filter(r => r.terminal_id === id)).toHaveLength(2)

    const back = await importFrom(downIn(folder), terminal)
    expect(back).toMatchObject({
      ok: true,
      value: { acknowledged: 2, result: { ok: true, trigger: 'sealed', pushed: 2 } },
    })
    const now = await status(terminal)
    expect(now).toMatchObject({ unsent: 0, rejected: 0, holders: 60 })
    expect(back.ok && back.value.result.pulledRows).toBeGreaterThan(0)
    expect((await terminal.ask('sync.view', undefined)).runs[0]?.trigger).toBe('sealed')
    await terminal.close()
  })

  it('is told in words: the same file twice, an old one, another window’s, one cut short, one changed, its own', async () => {
    const { terminal, id } = await aWindow()
    const folder = stick()
    await refuse(terminal, code(1))
    const up1 = await exportTo(folder, terminal)
    const up2 = await exportTo(folder, terminal)
    const said = async (file: string | Buffer) => {
      const reply = await importFrom(file, terminal)
      return reply.ok ? reply.value.result.error : reply.error.code
    }
    const give = async (out: string, to = id) => {
      expect((await cli(folder, 'export', '--terminal', to, '--out', out)).exit).toBe(0)
      return join(folder, out)
    }
    const [first, second] = [await give('first'), await give('second')]
    const whole = readFileSync(second)
    expect(await said(whole.subarray(0, whole.length - 1000))).toBe('sealed-cut-short')
    const changed = Buffer.from(whole)
    changed.writeUInt8(changed.readUInt8(changed.length - 2000) ^ 4, changed.length - 2000)
    expect(await said(changed)).toBe('sealed-tampered')
    expect(await said(Buffer.from('hello'))).toBe('sealed-not-sealed')
    expect(await said(up1)).toBe('sealed-wrong-direction')
    expect(await said(second)).toBeNull()
    expect(await said(second)).toBe('sealed-same-file')
    expect(await said(first)).toBe('sealed-old-file')

    const other = await aWindow()
    expect(await said(await give('theirs', other.id))).toBe('sealed-other-terminal')
    await other.terminal.close()

    // The same questions at the registry.
    const errOf = async (file: string) => (await cli(folder, 'import', file)).err
    expect(JSON.parse((await cli(folder, 'import', up2)).out)).toMatchObject({ taken: 1 })
    expect(JSON.parse((await cli(folder, 'import', up2)).out)).toMatchObject({ again: true, taken: 1 })
    expect((await world.registry.records()).filter(r => r.terminal_id === id)).toHaveLength(1)
    expect(await errOf(up1)).toContain('later file')
    expect(await errOf(second)).toContain('belongs to its terminal')
    writeFileSync(join(folder, 'cut'), readFileSync(up2).subarray(0, -5))
    expect(await errOf('cut')).toContain('cut short')
    const bent = readFileSync(up2)
    bent.writeUInt8(bent.readUInt8(bent.length - 100) ^ 1, bent.length - 100)
    writeFileSync(join(folder, 'bent'), bent)
    expect(await errOf('bent')).toContain('changed after it was sealed')
    expect(await errOf('nowhere')).toContain('there is no file')
    await terminal.close()
  })

  it('hears on a stick who may work here, and a clerk added at the registry gets in', async () => {
    const { terminal, id } = await aWindow()
    const folder = stick()
    const added = await world.registry.addClerk({
      siteId: HOSPITAL.id,
      number: '4711',
      name: '马新来',
      role: 'clerk',
      firstPin: '590317',
    })
    expect(added.ok).toBe(true)
    await cli(folder, 'export', '--terminal', id)
    expect(await importFrom(downIn(folder), terminal)).toMatchObject({
      ok: true,
      value: { result: { ok: true } },
    })
    const app = await terminal.ask('session.signIn', { number: '4711', pin: '590317' })
    expect(app).toMatchObject({ phase: 'pin-due', clerk: { name: '马新来', role: 'clerk' } })
    await terminal.close()
  })

  it('carries a record that was too large for the network, and is told when data on a stick is older than its own', async () => {
    const { terminal, id, dataDir } = await aWindow()
    const folder = stick()
    await refuse(terminal, code(1))
    await cli(folder, 'export', '--terminal', id, '--out', 'of-yesterday')
    // As the wire left it: nothing got through but its place in the chain.
    const key = await fileKeyStore(dataDir).load('journal')
    const journal = openJournal(join(dataDir, 'journal.db'), key.ok ? (key.value as Buffer) : Buffer.alloc(0))
    if (!journal.ok) throw new Error(journal.error.code)
    journal.value.outbox.settle([{ sequence: 1, status: 'rejected', reason: 'too-large', held: true }])
    journal.value.close()
    await world.registry.publish(true)
    await terminal.ask('sync.now', undefined)
    expect(await status(terminal)).toMatchObject({ unsent: 0, rejected: 1 })
    expect(await importFrom(join(folder, 'of-yesterday'), terminal)).toMatchObject({
      value: { result: { error: 'rolled-back' } },
    })

    const up = await exportTo(folder, terminal)
    expect(JSON.parse((await cli(folder, 'import', up)).out)).toMatchObject({ taken: 1, rejected: 0 })
    expect(await importFrom(downIn(folder), terminal)).toMatchObject({ value: { acknowledged: 1 } })
    expect(await status(terminal)).toMatchObject({ unsent: 0, rejected: 0 })
    expect(existsSync(join(dataDir, 'stick', 'down'))).toBe(false)
    await terminal.close()
  })

  it('takes a file that was sealed with the registry’s next key', async () => {
    const { terminal, id } = await aWindow()
    const folder = stick()
    expect((await world.registry.rotateKey('publish')).ok).toBe(true)
    await cli(folder, 'export', '--terminal', id)
    expect(await importFrom(downIn(folder), terminal)).toMatchObject({
      ok: true,
      value: { result: { ok: true } },
    })
    await terminal.close()
  })
})

async function firstCard(): Promise<string> {
  for await (const card of world.registry.cardsToPrint()) return card
  throw new Error('no card')
}
