// An import over the console's own calls: portions, check, entering with progress, the report; and that nobody comes in twice.
import { expect, test, vi } from 'vitest'
import { idNumber } from '../../../registry/seed.ts'
import { type ConsoleClient, consoleClient, staffMember } from '../../support/console-client.ts'
import type { World } from './world.ts'

export function imports(world: () => World): void {
  let made = 9000
  const row = (
    line: number,
    fields: Partial<Record<'name' | 'idNumber' | 'tier' | 'expires', string>> = {},
  ) => {
    made += 1
    return {
      line,
      name: '奎雪峰',
      idNumber: idNumber('532301', made),
      tier: 'B',
      expires: '2029-06-30',
      provincial: '',
      ...fields,
    }
  }
  const signedIn = async (): Promise<ConsoleClient> =>
    await consoleClient(world().url, await staffMember(world().registry, 'office'))
  async function begun(client: ConsoleClient): Promise<string> {
    const answer = await client.call('import.begin', {})
    if (!answer.ok) throw new Error(answer.code)
    return answer.value.id
  }
  async function entered(client: ConsoleClient, id: string) {
    return await vi.waitUntil(
      async () => {
        const progress = await client.call('import.progress', { id })
        if (!progress.ok) throw new Error(progress.code)
        return progress.value.state === 'entering' ? null : progress.value
      },
      { timeout: 30_000, interval: 50 },
    )
  }

  test('good rows come in, each refused one is named, and the report says line, column and reason but not who', async () => {
    const client = await signedIn()
    const id = await begun(client)
    const twice = row(4)
    await client.call('import.add', { id, rows: [row(2), row(3, { idNumber: '532301199001011234' }), twice] })
    await client.call('import.add', { id, rows: [{ ...twice, line: 5 }, row(6, { tier: 'C' }), row(7)] })
    expect(await client.call('import.check', { id })).toMatchObject({
      value: {
        good: 3,
        refused: 3,
        first: [
          { line: 3, reason: 'id-number-bad' },
          { line: 5, reason: 'id-number-twice' },
          { line: 6, reason: 'tier-bad' },
        ],
      },
    })
    const before = (await world().registry.counts())?.holders ?? 0
    expect((await client.call('import.commit', { id, why: '第三批', standing: 'pending' })).ok).toBe(true)
    expect(await entered(client, id)).toEqual({ state: 'done', done: 3, total: 3, refused: 3 })
    expect((await world().registry.counts())?.holders).toBe(before + 3)
    const report = await (await client.file('import.report', { id })).text()
    expect(report).toContain('身份证号有误')
    expect(report).not.toContain('奎雪峰')
    expect(report).not.toContain(twice.idNumber)
    expect(await client.call('import.commit', { id, why: 'x', standing: 'active' })).toMatchObject({
      code: 'import-running',
    })
  })

  test('the same rows again are refused as known, and change nothing', async () => {
    const client = await signedIn()
    const rows = [row(2), row(3)]
    for (const good of [2, 0]) {
      const id = await begun(client)
      await client.call('import.add', { id, rows })
      expect(await client.call('import.check', { id })).toMatchObject({ value: { good, refused: 2 - good } })
      await client.call('import.commit', { id, why: 'again', standing: 'active' })
      expect(await entered(client, id)).toMatchObject({ state: 'done', done: good })
    }
  })

  test('two imports and a hand entry at once give every holder a number of his own', async () => {
    const [one, other] = [await signedIn(), await signedIn()]
    const ids = [await begun(one), await begun(other)] as const
    await one.call('import.add', { id: ids[0], rows: Array.from({ length: 20 }, (_, i) => row(i + 2)) })
    await other.call('import.add', { id: ids[1], rows: Array.from({ length: 20 }, (_, i) => row(i + 2)) })
    const before = (await world().registry.counts())?.holders ?? 0
    const { line: _, ...byHand } = row(0)
    const results = await Promise.all([
      one.call('import.commit', { id: ids[0], why: 'a', standing: 'active' }),
      other.call('import.commit', { id: ids[1], why: 'b', standing: 'active' }),
      one.call('holders.enter', { ...byHand, tier: 'A', why: 'by hand' }),
    ])
    expect(results.every(r => r.ok)).toBe(true)
    expect((await entered(one, ids[0]))?.state).toBe('done')
    expect((await entered(other, ids[1]))?.state).toBe('done')
    expect((await world().registry.counts())?.holders).toBe(before + 41)
  })

  test('an import is its owner’s alone', async () => {
    const [owner, other] = [await signedIn(), await signedIn()]
    const id = await begun(owner)
    await owner.call('import.add', { id, rows: [row(2)] })
    expect(await other.call('import.check', { id })).toMatchObject({ code: 'not-found' })
    expect(await other.call('import.commit', { id, why: 'x', standing: 'active' })).toMatchObject({
      code: 'not-found',
    })
    expect((await other.file('import.report', { id })).status).toBe(404)
  })
}
