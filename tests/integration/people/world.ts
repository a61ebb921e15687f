// A registry with the sample holders and a terminal without a screen, for what people do at a window.
// Everything is real but the screen: files, keys, HTTP.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Journal, openJournal } from '../../../db/journal/journal.ts'
import { fileKeyStore } from '../../../db/key.ts'
import { connect } from '../../../db/open.ts'
import type { ApiErrorCode, Input, Output, ProcedureName } from '../../../electron/api.ts'
import type { TimeSource } from '../../../electron/clock.ts'
import type { Served } from '../../../electron/hosts/served.ts'
import { createTerminal } from '../../../electron/terminal.ts'
import { type EnteredHolder, enterSampleHolders } from '../../../scripts/demo/holders.ts'
import {
  codeFor,
  type DemoSite,
  HOSPITAL,
  type RegistryWorld,
  SUPERVISOR,
  startRegistry,
} from '../../../scripts/demo/world.ts'

export { SUPERVISOR }

export type Window = {
  readonly served: Served
  /** The answer, or a failed test. */
  ask<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>>
  /** The code that it refuses with, or null. */
  refusal<N extends ProcedureName>(name: N, input: Input<N>): Promise<ApiErrorCode | null>
  /** Looks at the journal past the terminal. */
  look<T>(at: (journal: Journal) => T): Promise<T>
  /** The rows of tables of the journal's file, as they lie there. */
  rows(...tables: readonly string[]): Promise<Readonly<Record<string, readonly unknown[]>>>
  /** Ends the program, and starts it again on the same folder. */
  restart(): Promise<void>
}

export type PeopleWorld = {
  readonly registry: RegistryWorld['registry']
  card(key: string): EnteredHolder
  physical(key: string): Promise<string>
  /** A window of its own, enrolled by the supervisor, with its first data; nobody is signed in. */
  open(site?: DemoSite): Promise<Window>
  end(): Promise<void>
}

/** `time`: another than the machine's. */
export async function peopleWorld(time?: TimeSource): Promise<PeopleWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'huicai-people-'))
  const { registry, stop } = await startRegistry(folder)
  const holders = await enterSampleHolders(registry, 0)
  const closing: (() => Promise<void>)[] = []
  const card = (key: string): EnteredHolder => {
    const holder = holders.get(key)
    if (holder === undefined) throw new Error(`no sample holder ${key}`)
    return holder
  }
  let windows = 0

  async function start(dataDir: string): Promise<Served> {
    const terminal = await createTerminal({
      dataDir,
      keyStore: fileKeyStore(dataDir),
      host: 'loopback',
      appVersion: 'test',
      log: () => {},
      scheduled: false,
      ...(time !== undefined && { time }),
    })
    if (!terminal.ok) throw new Error(terminal.error.code)
    return terminal.value
  }

  return {
    registry,
    card,
    async physical(key) {
      const code = await registry.physicalCode(card(key).card)
      if (!code.ok) throw new Error(code.error.code)
      return code.value
    },
    async open(site = HOSPITAL) {
      windows += 1
      const dataDir = join(folder, `window-${windows}`)
      let served = await start(dataDir)
      closing.push(() => served.close())
      const window: Window = {
        get served() {
          return served
        },
        async ask(name, input) {
          const reply = await served.call(name, input)
          if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`)
          return reply.value
        },
        async refusal(name, input) {
          const reply = await served.call(name, input)
          return reply.ok ? null : reply.error.code
        },
        async look(at) {
          const key = await fileKeyStore(dataDir).load('journal')
          if (!key.ok || key.value === null) throw new Error('no journal key')
          const journal = openJournal(join(dataDir, 'journal.db'), key.value)
          if (!journal.ok) throw new Error(journal.error.code)
          try {
            return await at(journal.value)
          } finally {
            journal.value.close()
          }
        },
        async rows(...tables) {
          const key = await fileKeyStore(dataDir).load('journal')
          if (!key.ok || key.value === null) throw new Error('no journal key')
          const db = connect(join(dataDir, 'journal.db'), key.value, { readonly: true })
          try {
            return Object.fromEntries(tables.map(name => [name, db.prepare(`SELECT * FROM ${name}`).all()]))
          } finally {
            db.close()
          }
        },
        async restart() {
          await served.close()
          served = await start(dataDir)
        },
      }
      await window.ask('enrolment.enrol', { code: await codeFor(registry, site), clerk: SUPERVISOR })
      await window.ask('sync.now', undefined)
      return window
    },
    async end() {
      for (const close of closing) await close()
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const CLERK = { number: '0312', name: '李窗口', pin: '260712' } as const

/** Adds the counter's clerk past the screens, with a PIN of his own. */
export const addClerk = (window: Window, clerk: { number: string; name: string; pin: string } = CLERK) =>
  window.look(async journal => {
    const added = await journal.clerks.add(
      { number: clerk.number, name: clerk.name, role: 'clerk' },
      clerk.pin,
    )
    if (!added.ok) throw new Error(added.error.code)
  })

export const signIn = (window: Window, { number, pin }: { number: string; pin: string }) =>
  window.ask('session.signIn', { number, pin })

export const item = (itemId: string) => ({
  itemId,
  relation: 'self' as const,
  quantity: 1,
  amountCny: null,
})

/** Presents the code and records the service. */
export async function serve(window: Window, raw: string, itemId: string) {
  const visit = await window.ask('visit.present', { raw, source: 'scanner' })
  const { records } = await window.ask('visit.record', {
    visitId: visit.visitId,
    personChecked: true,
    items: [item(itemId)],
    comment: null,
    rating: null,
  })
  const [record] = records
  if (record === undefined) throw new Error('nothing was recorded')
  return record
}
