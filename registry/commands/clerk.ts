// `clerk`: who works at a hall's windows, as the office enters it; goes out to its terminals with their next sync.
// A first PIN is given once, on the command line or by the registry, and kept as a hash alone.
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { clerkNumberText } from '../../core/sync/roster.ts'
import { type ClerkError, freshPin } from '../clerks.ts'
import { qrPng } from '../qr.ts'
import { answer, type Command, failed } from './run.ts'

const PROBLEMS: Readonly<Record<ClerkError['code'], string>> = {
  'no-such-site': 'no such site',
  'no-such-clerk': 'no such clerk at this site',
  'clerk-number-taken': 'this number is taken at this site',
  'pin-too-weak': '--pin is 6 to 12 digits, no run and not all the same',
}

export const clerkCommand: Command = {
  summary: 'clerks of a hall: add, close, open, badge, list',
  usage:
    'clerk add --site ID --number N --name 姓名 [--role supervisor] [--pin FIRST]  ·  clerk close|open --site ID --number N  ·  clerk badge --site ID --number N --out FILE.png  ·  clerk list --site ID',
  options: {
    site: { type: 'string' },
    number: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', default: 'clerk' },
    pin: { type: 'string' },
    out: { type: 'string' },
  },
  async run(registry, [act], options, cwd) {
    const { site, number, name, role } = options
    if (typeof site !== 'string') return failed(`usage: ${clerkCommand.usage}`, 2)
    if (act === 'list') {
      const clerks = (await registry.roster(site)).map(
        ({ pin: _pin, badgeHash, pinVersion: _version, ...clerk }) => ({
          ...clerk,
          badge: badgeHash !== null,
        }),
      )
      const lines = clerks.map(c => `${c.number}  ${c.name}  ${c.role}  ${c.state}`)
      return answer(options, clerks, lines.join('\n') || 'No clerks yet.')
    }
    if (!clerkNumberText.safeParse(number).success || typeof number !== 'string')
      return failed('--number is 1 to 12 digits', 2)
    if (act === 'add') {
      if (typeof name !== 'string' || name.trim() === '') return failed('--name is needed', 2)
      if (role !== 'clerk' && role !== 'supervisor') return failed('--role is clerk or supervisor', 2)
      const firstPin = typeof options['pin'] === 'string' ? options['pin'] : freshPin()
      const added = await registry.addClerk({ siteId: site, number, name: name.trim(), role, firstPin })
      if (!added.ok) return failed(PROBLEMS[added.error.code])
      return answer(
        options,
        { site, number, firstPin },
        `${number} added; first PIN, to be changed at the first sign-in: ${firstPin}`,
      )
    }
    if (act === 'close' || act === 'open') {
      const state = act === 'close' ? 'closed' : 'active'
      const changed = await registry.setClerkState(site, number, state)
      return changed.ok
        ? answer(options, { site, number, state }, `${number} is ${state} from the next sync on.`)
        : failed(PROBLEMS[changed.error.code])
    }
    if (act === 'badge' && typeof options['out'] === 'string') {
      const badge = await registry.issueBadge(site, number)
      if (!badge.ok) return failed(PROBLEMS[badge.error.code])
      const file = resolve(cwd, options['out'])
      await writeFile(file, await qrPng(badge.value), { mode: 0o600 })
      return answer(options, { site, number, file }, file)
    }
    return failed(`usage: ${clerkCommand.usage}`, 2)
  },
}
