// Terminals kept in memory: believed for half a minute, never beyond a cut-off, never at the price of unbounded memory.
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { BELIEVED_FOR, terminalCache } from '../../../registry/terminal-cache.ts'
import type { Terminal } from '../../../registry/terminals.ts'

const key = generateKeyPairSync('ed25519').publicKey
const site = {
  siteId: 's',
  siteName: { zh: '院', en: 'H' },
  siteKind: 'hospital' as const,
  county: '楚雄市',
  windowName: { zh: '窗', en: 'W' },
  itemIds: null,
}
const terminal = (id: string, state: Terminal['state'] = 'active') => ({ id, state, key, site }) as Terminal

function world() {
  const clock = { now: 1_000_000 }
  const asked: string[] = []
  const register = new Map([['t-1', terminal('t-1')]])
  const cache = terminalCache(
    async id => {
      asked.push(id)
      return register.get(id) ?? null
    },
    () => clock.now,
  )
  return { clock, asked, register, cache }
}

test('many questions at once and for half a minute after are one look-up', async () => {
  const { clock, asked, cache } = world()
  await Promise.all([cache.find('t-1'), cache.find('t-1')])
  clock.now += BELIEVED_FOR - 1
  expect((await cache.find('t-1'))?.state).toBe('active')
  expect(asked).toEqual(['t-1'])
  clock.now += 1
  await cache.find('t-1')
  expect(asked).toEqual(['t-1', 't-1'])
})

test('a cut-off holds for the very next question, also when the terminal is being looked up at that moment', async () => {
  const { register, cache } = world()
  const before = cache.find('t-1')
  register.set('t-1', terminal('t-1', 'cut-off'))
  cache.forget('t-1')
  await before
  expect((await cache.find('t-1'))?.state).toBe('cut-off')
})

test('one that was not there is looked for again after a few seconds', async () => {
  const { clock, register, cache } = world()
  expect(await cache.find('t-2')).toBeNull()
  register.set('t-2', terminal('t-2'))
  expect(await cache.find('t-2')).toBeNull()
  clock.now += 3
  expect((await cache.find('t-2'))?.id).toBe('t-2')
})

test('a clock that was set back makes nothing fresh for ever', async () => {
  const { clock, asked, cache } = world()
  await cache.find('t-1')
  clock.now -= 86_400
  await cache.find('t-1')
  expect(asked).toHaveLength(2)
})

test('a look-up that failed is not remembered', async () => {
  let broken = true
  const cache = terminalCache(
    async id => {
      if (broken) throw new Error('no database')
      return terminal(id)
    },
    () => 0,
  )
  await expect(cache.find('t-1')).rejects.toThrow('no database')
  broken = false
  expect((await cache.find('t-1'))?.id).toBe('t-1')
})

test('invented ids cost a bounded memory', async () => {
  const { asked, cache } = world()
  for (let i = 0; i < 20_001; i++) await cache.find(`x-${i}`)
  const before = asked.length
  await cache.find('x-0')
  expect(asked.length).toBe(before + 1)
})
