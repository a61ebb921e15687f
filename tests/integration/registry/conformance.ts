// The vendor's and the bank's own check: the published vectors, a file of codes, and an endpoint, each code with its step.
// The command's word and the terminal's are one: both are core's.
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../../../registry/commands/run.ts'
import type { World } from './world.ts'

const ROOT = join(import.meta.dirname, '../../..')

export function conformance(world: () => World): void {
  const run = async (...args: string[]) => {
    const { exit, out, err } = await runCommand(world().registry, ['conformance', ...args, '--json'], ROOT)
    const said =
      out === '' ? null : (JSON.parse(out) as { total: number; failed: number; codes: { step: string }[] })
    return { exit, err, total: said?.total, failed: said?.failed, steps: said?.codes.map(c => c.step) ?? [] }
  }
  async function codes(count: number): Promise<readonly { token: string; validFrom: number }[]> {
    const made = await world().registry.virtualCodes((await world().holder()).card, count)
    if (!made.ok) throw new Error(made.error.code)
    return made.value
  }

  test('every published vector fails at the step that it names, and at no other', async () => {
    const ran = await run('core/card/vectors.json')
    expect(ran).toMatchObject({ exit: 0, failed: 0 })
    expect(ran.total).toBeGreaterThanOrEqual(129)
  })

  test('a file of codes: good ones pass, a stale, a cut, a repeated and a forged one each fail at their own step', async () => {
    const [good = { token: '', validFrom: 0 }] = await codes(1)
    const stale = await world().registry.virtualCodes((await world().holder()).card, 1, {
      from: world().clock.now - 3600,
    })
    const other = (await codes(1))[0]?.token ?? ''
    const forged = `${other.slice(0, 190)}${(Number(other[190]) + 1) % 10}${other.slice(191)}`
    const file = join(world().dataDir, 'codes.txt')
    const lines = [
      good.token,
      good.token,
      stale.ok ? (stale.value[0]?.token ?? '') : '',
      other.slice(0, -3),
      forged,
    ]
    writeFileSync(file, `${lines.join('\n')}\n`)
    const ran = await run(file)
    expect(ran.exit).toBe(1)
    expect(ran.steps.slice(0, 4)).toEqual(['none', 'replay', 'time', 'length-and-characters'])
    expect(['signature', 'canonical']).toContain(ran.steps[4])
    // The same file an hour earlier: what was stale is fresh, what is fresh is still to come.
    const earlier = await run(file, '--at', new Date((world().clock.now - 3600) * 1000).toISOString())
    expect(earlier.steps.slice(0, 3)).toEqual(['time', 'time', 'none'])
  })

  test('an endpoint’s codes are judged each at its own moment; our own vendor route passes whole', async () => {
    const { card } = await world().holder()
    const key = await world().registry.createVendor('小程序')
    const own = `${world().url}/v1/virtual-tokens`
    expect(await run(own, '--card', card, '--slots', '120', '--vendor-key', key)).toMatchObject({
      exit: 0,
      total: 120,
      failed: 0,
    })
    expect(await run(own, '--card', card, '--vendor-key', 'none')).toMatchObject({
      exit: 1,
      err: 'the endpoint answers 401\n',
    })
    const tokens = (await codes(2)).map(code => ({ ...code, validFrom: code.validFrom + 600 }))
    const server = createServer((_request, response) => response.end(JSON.stringify({ tokens })))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    expect(await run(`http://127.0.0.1:${port}/codes`)).toMatchObject({ exit: 1, steps: ['time', 'time'] })
    server.close()
    expect(await run(`http://127.0.0.1:${port}/codes`)).toMatchObject({ exit: 1, total: undefined })
  })
}
