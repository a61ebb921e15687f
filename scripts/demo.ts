// `npm run demo [-- --json] [--data DIR] [--holders N]`: a registry with holders, a terminal enrolled with it, the window open.
// With --json it prints one line when ready, opens nothing, and runs until it is told to stop.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import manifest from '../package.json' with { type: 'json' }
import { optionsOf, refuse } from './args.ts'
import { BUILT, ensureBuilt } from './build.ts'
import { drawCards } from './demo/cards.ts'
import { enterSampleHolders, recordCheckups } from './demo/holders.ts'
import {
  CLERK,
  codeFor,
  enterStaff,
  HOSPITAL,
  STAFF,
  SUPERVISOR,
  startRegistry,
  startTerminal,
} from './demo/world.ts'
import { openInBrowser } from './start/browser.ts'

const usage = 'npm run demo -- [--json] [--data DIR] [--holders N]'
const options = optionsOf(usage, {
  json: { type: 'boolean', default: false },
  data: { type: 'string' },
  holders: { type: 'string', default: '2000' },
})
const seeded = Number(options.holders)
if (!Number.isInteger(seeded) || seeded < 1 || seeded > 1_000_000)
  refuse(`--holders is 1 to 1000000\nusage: ${usage}`)

const dataDir =
  options.data === undefined ? mkdtempSync(join(tmpdir(), 'huicai-demo-')) : resolve(options.data)
mkdirSync(dataDir, { recursive: true })
// A terminal remembers its registry's address: taken up again, the demo must be found where it was.
const stateFile = join(dataDir, 'demo.json')
const before = existsSync(stateFile)
  ? z.object({ registryPort: z.int(), seeded: z.int() }).parse(JSON.parse(readFileSync(stateFile, 'utf8')))
  : null
const progress = (line: string): void => void process.stderr.write(`${line}\n`)

let stopping = false
const stops: (() => Promise<void> | void)[] = []
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  for (const undo of stops.reverse()) await undo()
  process.exit(0)
}
process.on('SIGINT', () => void stop())
process.on('SIGTERM', () => void stop())

await ensureBuilt()
progress('正在启动登记中心… / starting the registry …')
// One-time codes for phones stand among the lines of progress.
const world = await startRegistry(dataDir, before?.registryPort ?? 0, undefined, undefined, true)
stops.push(world.stop)
if (before === null) {
  progress(`正在录入 ${seeded} 名示例持卡人… / entering ${seeded} sample holders …`)
  await world.registry.seed(seeded, done => progress(`  ${done} / ${seeded}`))
}
await enterStaff(world.registry)
const holders = await enterSampleHolders(world.registry, before?.seeded ?? seeded)
if (before === null) await recordCheckups(world.registry, holders, dataDir)
progress('正在登记终端… / enrolling the terminal …')
const terminal = await startTerminal({
  folder: join(dataDir, 'terminal'),
  rendererRoot: BUILT.renderer,
  appVersion: manifest.version,
  ...(before === null && { code: await codeFor(world.registry, HOSPITAL) }),
})
stops.push(terminal.stop)
const cards = await drawCards(world.registry, holders, join(dataDir, 'cards'))
stops.push(cards.stop)
writeFileSync(
  stateFile,
  JSON.stringify({ registryPort: Number(new URL(world.url).port), seeded: before?.seeded ?? seeded }),
)

const holderCard = holders.get('yang')?.card ?? ''
if (options.json) {
  const ready = {
    terminalUrl: terminal.url,
    registryUrl: world.url,
    consoleUrl: `${world.url}/console/`,
    phoneUrl: `${world.url}/m/`,
    holder: { card: holderCard },
    dataDir,
    cardsDir: cards.folder,
    clerk: { number: CLERK.number, pin: CLERK.pin },
    supervisor: { number: SUPERVISOR.number, pin: SUPERVISOR.pin },
    staff: { login: STAFF.login, password: STAFF.password },
  }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
} else {
  process.stdout.write(
    `打开 ${terminal.url} ，工号 ${CLERK.number}，密码 ${CLERK.pin}；把 ${join(cards.folder, '01-physical-a.png')} 给摄像头看。` +
      ` / Open it, sign in as ${CLERK.number} with PIN ${CLERK.pin}, and show that card to the camera. Ctrl+C stops.\n` +
      `登记中心 ${world.url}/console/ ，账号 ${STAFF.login}，密码 ${STAFF.password}。 / The registry’s console: sign in as ${STAFF.login}, password ${STAFF.password}.\n` +
      `手机页 ${world.url}/m/ ，卡号 ${holderCard}，验证码显示在这里。 / The holder’s phone pages: card ${holderCard}; the code will be shown here.\n`,
  )
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
  if (hasDisplay) await openInBrowser(() => terminal.url, join(dataDir, 'browser'))
}
