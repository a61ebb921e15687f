// `site` and `terminal`: halls, their windows' one-time enrolment codes, and terminals that must be cut off.
// An enrolment code is shown once, as text and QR; the register keeps only its hash.
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { SITE_KINDS, siteKind } from '../../core/policy/catalogue.ts'
import { policyChanges, policyFields } from '../../core/policy/site-policy.ts'
import { qrPng } from '../qr.ts'
import type { Registry } from '../registry.ts'
import { answer, type Command, type CommandResult, failed, type Options, optionList } from './run.ts'

export const siteCommand: Command = {
  summary: 'halls and counters: create, list, policy',
  usage:
    'site create --id ID --name 名称 --name-en NAME --kind KIND [--county 楚雄市]  ·  site list  ·  site policy --id ID [--set NAME=JSON …]',
  options: {
    id: { type: 'string' },
    name: { type: 'string' },
    'name-en': { type: 'string' },
    kind: { type: 'string' },
    county: { type: 'string', default: '楚雄市' },
    set: { type: 'string', multiple: true },
  },
  async run(registry, [act], options) {
    if (act === 'list') {
      const sites = await registry.sites()
      return answer(options, sites, sites.map(s => Object.values(s).join('  ')).join('\n') || 'No sites yet.')
    }
    if (act === 'policy') return await policyCommand(registry, options)
    const { id, name } = options
    if (act !== 'create' || typeof id !== 'string' || typeof name !== 'string')
      return failed(`usage: ${siteCommand.usage}`, 2)
    if (!/^[a-z0-9-]{2,40}$/.test(id)) return failed('--id is 2 to 40 of a–z, 0–9 and -', 2)
    const kind = siteKind.safeParse(options['kind'])
    if (!kind.success) return failed(`--kind is one of ${SITE_KINDS.join(', ')}`, 2)
    const known = (await registry.sites()).some(s => 'id' in s && s['id'] === id)
    if (known) return failed(`site ${id} is there already`)
    const site = {
      id,
      nameZh: name,
      nameEn: String(options['name-en'] ?? name),
      kind: kind.data,
      county: String(options['county']),
    }
    await registry.createSite(site)
    return answer(options, site, `Site ${id} created.`)
  },
}

/** Shows a site's policy, or changes fields of it: `--set idleSeconds=120 --set badgeAlone=true`. */
async function policyCommand(registry: Registry, options: Options): Promise<CommandResult> {
  const id = String(options['id'] ?? '')
  const wanted: Record<string, unknown> = {}
  for (const text of optionList(options['set'])) {
    const at = text.indexOf('=')
    const name = text.slice(0, at)
    if (at < 1 || !Object.hasOwn(policyFields, name))
      return failed(`--set takes NAME=JSON, with one of ${Object.keys(policyFields).join(', ')}`, 2)
    wanted[name] = jsonOrText(text.slice(at + 1))
  }
  const changes = policyChanges.safeParse(wanted)
  if (!changes.success) {
    const name = String(changes.error.issues[0]?.path[0])
    return failed(`${name} cannot be ${JSON.stringify(wanted[name])}`, 2)
  }
  const isLook = Object.keys(wanted).length === 0
  const policy = await (isLook ? registry.sitePolicy(id) : registry.changeSitePolicy(id, changes.data))
  if (policy === null) return failed(`no site ${id}`)
  return answer(
    options,
    policy,
    Object.entries(policy)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join('\n'),
  )
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export const terminalCommand: Command = {
  summary: 'terminals: enrolment code, list, cut off, recovery code',
  usage:
    'terminal code --site ID --window 窗口 [--window-en NAME] [--items 1.1,1.2] [--address URL] [--qr FILE.png]  ·  terminal list  ·  terminal cut-off --id ID  ·  terminal recovery-code ID',
  options: {
    site: { type: 'string' },
    window: { type: 'string' },
    'window-en': { type: 'string' },
    items: { type: 'string' },
    address: { type: 'string' },
    qr: { type: 'string' },
    id: { type: 'string' },
  },
  async run(registry, [act, named], options, cwd) {
    if (act === 'recovery-code')
      return await recoveryCode(registry, String(options['id'] ?? named ?? ''), options)
    if (act === 'list') {
      const all = await registry.terminals()
      return answer(options, all, all.map(t => Object.values(t).join('  ')).join('\n') || 'No terminals yet.')
    }
    if (act === 'cut-off') {
      const id = String(options['id'] ?? '')
      return (await registry.cutOff(id))
        ? answer(options, { id, state: 'cut-off' }, `${id} is cut off.`)
        : failed('no such terminal')
    }
    const { site, window, items } = options
    if ((act !== 'code' && act !== 'create') || typeof site !== 'string' || typeof window !== 'string')
      return failed(`usage: ${terminalCommand.usage}`, 2)
    const itemIds = typeof items === 'string' ? items.split(',').map(i => i.trim()) : null
    const unknown = itemIds?.find(id => !registry.catalogue.items.some(i => i.id === id))
    if (unknown !== undefined) return failed(`no item ${unknown} in the catalogue`, 2)
    const spec = { siteId: site, nameZh: window, nameEn: String(options['window-en'] ?? window), itemIds }
    const address = typeof options['address'] === 'string' ? options['address'] : undefined
    const code = await registry.enrolmentCode(spec, address)
    if (code === null) return failed(`no site ${site}`)
    if (typeof options['qr'] === 'string') await writeFile(resolve(cwd, options['qr']), await qrPng(code))
    return answer(options, { code }, `Enrolment code, good once, for 7 days:\n${code}`)
  },
}

/** Opens the terminal's whole journal: to be read out to the person at the window, and to nobody else. */
async function recoveryCode(registry: Registry, id: string, options: Options): Promise<CommandResult> {
  if ((await registry.findTerminal(id)) === null) return failed('no such terminal')
  const code = await registry.recoveryCode(id)
  if (!code.ok)
    return failed(
      code.error.code === 'nothing-left-here'
        ? 'this terminal has not left its key here yet: it does so with its first update'
        : 'what this terminal left was sealed for another key folder; its next update leaves it anew',
    )
  return answer(
    options,
    { id, code: code.value },
    `Recovery code of ${id}, for the screen of that terminal alone. It was noted that you asked.\n${code.value}`,
  )
}
