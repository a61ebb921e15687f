// A whole little world for the demo and the end-to-end tests: registry, holders, one enrolled terminal, its host.
// Everything real, on free ports of 127.0.0.1 and in one folder; nothing here is used by the products themselves.
import { join } from 'node:path'
import type { SiteKind } from '../../core/policy/catalogue.ts'
import { openJournal } from '../../db/journal/journal.ts'
import { fileKeyStore } from '../../db/key.ts'
import { createLoopbackHost } from '../../electron/hosts/loopback/server.ts'
import type { Log, Served } from '../../electron/hosts/served.ts'
import { createTerminal } from '../../electron/terminal.ts'
import { runControl } from '../../registry/control.ts'
import type { CodeSender } from '../../registry/phone-access/sender.ts'
import { openRegistry, type Registry } from '../../registry/registry.ts'
import { type Serving, serveRegistry } from '../../registry/server.ts'

export const CLERK = { number: '0312', name: '李窗口', pin: '260712' } as const
export const SUPERVISOR = { number: '0001', name: '周组长', pin: '805193' } as const

/** The office's account in the registry's console. */
export const STAFF = { login: 'zhou', name: '周主任', password: 'huicai-demo-2026' } as const

export type DemoSite = {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly kind: SiteKind
  readonly windowZh: string
  readonly windowEn: string
}
export const HOSPITAL: DemoSite = {
  id: 'people-hospital',
  nameZh: '楚雄州人民医院',
  nameEn: 'Chuxiong People’s Hospital',
  kind: 'hospital-checkup',
  windowZh: '干部保健科 2 号窗口',
  windowEn: 'Cadre health office, window 2',
}
export const BANK: DemoSite = {
  id: 'fudian-bank',
  nameZh: '富滇银行楚雄分行',
  nameEn: 'Fudian Bank Chuxiong Branch',
  kind: 'bank',
  windowZh: '人才服务窗口',
  windowEn: 'Talent window',
}

export type RegistryWorld = { readonly registry: Registry; readonly url: string; stop(): Promise<void> }

/** With a password that needs no change: the demo's and the tests', never an office's. */
export async function enterStaff(registry: Registry): Promise<void> {
  if ((await registry.staff.find(STAFF.login)) !== null) return
  const added = await registry.staff.add({ ...STAFF, role: 'office', unit: null })
  if (!added.ok) throw new Error(`staff: ${added.error.code}`)
}

/** Opens the registry in `dataDir/registry` and serves it, with its control endpoint for the CLI. */
export async function startRegistry(
  dataDir: string,
  port = 0,
  databaseUrl = process.env['DATABASE_URL'],
  codeSender?: CodeSender,
  demo = false,
): Promise<RegistryWorld> {
  const registry = await openRegistry({
    dataDir: join(dataDir, 'registry'),
    ...(codeSender !== undefined && { codeSender }),
    demo,
    ...(databaseUrl !== undefined && { databaseUrl }),
  })
  const serving: Serving = await serveRegistry(registry, { port })
  const control = await runControl(registry)
  return {
    registry,
    url: serving.url,
    async stop() {
      await control.close()
      await serving.close()
      await registry.close()
    },
  }
}

/** Creates the site and a one-time code for its window. */
export async function codeFor(registry: Registry, site: DemoSite): Promise<string> {
  const known = (await registry.sites()).some(s => 'id' in s && s['id'] === site.id)
  if (!known) await registry.createSite({ ...site, county: '楚雄市' })
  const code = await registry.enrolmentCode({
    siteId: site.id,
    nameZh: site.windowZh,
    nameEn: site.windowEn,
    itemIds: null,
  })
  if (code === null) throw new Error(`no site ${site.id}`)
  return code
}

export type TerminalWorld = { readonly served: Served; readonly url: string; stop(): Promise<void> }

/** A terminal in `folder`, enrolled with `code` where one is given, and its loopback host. */
export async function startTerminal(options: {
  readonly folder: string
  readonly rendererRoot: string
  readonly appVersion: string
  readonly code?: string
  readonly log?: Log
  readonly port?: number
  readonly scheduled?: boolean
}): Promise<TerminalWorld> {
  const log = options.log ?? (() => {})
  const keyStore = fileKeyStore(options.folder)
  const terminal = await createTerminal({
    dataDir: options.folder,
    keyStore,
    host: 'loopback',
    appVersion: options.appVersion,
    log,
    ...(options.scheduled !== undefined && { scheduled: options.scheduled }),
  })
  if (!terminal.ok) throw new Error(`the terminal does not start: ${terminal.error.code}`)
  const served = terminal.value
  if (options.code !== undefined) await enrolAndFill(served, options.code, options.folder)
  const host = await createLoopbackHost({ served, root: options.rendererRoot, port: options.port ?? 0, log })
  return {
    served,
    url: host.url,
    async stop() {
      await host.close()
      await served.close()
    },
  }
}

/** Enrols with the supervisor as first clerk, adds the counter's clerk, and waits for the first data. */
async function enrolAndFill(served: Served, code: string, folder: string): Promise<void> {
  const enrolled = await served.call('enrolment.enrol', { code, clerk: SUPERVISOR })
  if (!enrolled.ok) throw new Error(`enrolment failed: ${enrolled.error.code}`)
  const key = await fileKeyStore(folder).load('journal')
  if (!key.ok || key.value === null) throw new Error('no journal key')
  // A second connection for a moment: delivering clerks from the registry comes with a later issue.
  const journal = openJournal(join(folder, 'journal.db'), key.value)
  if (!journal.ok) throw new Error(`journal: ${journal.error.code}`)
  const added = await journal.value.clerks.add(
    { number: CLERK.number, name: CLERK.name, role: 'clerk' },
    CLERK.pin,
  )
  journal.value.close()
  if (!added.ok) throw new Error(`clerk: ${added.error.code}`)
  for (let i = 0; i < 100; i++) {
    const app = await served.call('app.get', undefined)
    if (app.ok && app.value.status.holdersAsOf !== null && app.value.status.sync.state === 'idle') return
    if (app.ok && app.value.status.sync.state === 'idle') await served.call('sync.now', undefined)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('the first sync brought no data')
}
