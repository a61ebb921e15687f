// The log of a whole day at the registry, with everything going wrong that can: it tells what happened, and never to whom.
// Every name, ID number, card number, telephone and comment that the day was about is searched for in what was written.
import { generateKeyPairSync } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { signRequest } from '../../../core/sync/request-auth.ts'
import { publicRaw } from '../../../registry/keys.ts'
import { type Log, stderrLog } from '../../../registry/log.ts'
import { serveRegistry } from '../../../registry/server.ts'
import { consoleClient, headersOf, signIn, staffMember } from '../../support/console-client.ts'
import type { World } from './world.ts'

export function logOfADay(world: () => World): void {
  test('the log of a day names routes, statuses and faults, and no person, card or word that anybody wrote', async () => {
    const { registry, clock } = world()
    const written: string[] = []
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(line => {
      written.push(String(line))
      return true
    })
    const log: Log = (event, facts) => stderrLog(event, facts)
    const [holder] = world().people(1)
    if (holder === undefined) throw new Error('nobody')
    const person = { ...holder, name: '濮阳留痕', phone: '13987654321' }
    const serving = await serveRegistry(
      {
        ...registry,
        // The day's fault: a database that quotes what it choked on.
        usageOf: async () => {
          throw Object.assign(new Error(`invalid: ${person.name} ${person.idNumber} ${person.card}`), {
            code: '22P02',
          })
        },
      },
      { log },
    )
    try {
      registry.setAddress(serving.url)
      await registry.enterHolders([person], 'test', '按名单录入')
      const client = await consoleClient(serving.url, await staffMember(registry, 'office'))
      const bank = await consoleClient(serving.url, await staffMember(registry, 'bank'))
      await client.call('holders.search', {
        ...{ text: person.name, status: null, tier: null, after: null, limit: 10 },
      })
      await client.call('holders.reveal', { card: person.card, why: `核对${person.name}` })
      await bank.call('holders.reveal', { card: person.card, why: 'x' })
      await client.raw('holders.correct', { card: person.card, why: 'x', changes: { idNumber: '5301' } })
      await client.call('holders.correct', { card: person.card, why: 'x', changes: { tier: 'B' } })
      await client.raw('holders.page', `{"card":"${person.card}"`)
      await client.file('exits.list', { year: person.idNumber, format: 'xlsx', why: person.name })
      await signIn(serving.url, person.name, person.idNumber)
      await fetch(`${serving.url}/holders/${person.idNumber}?name=${encodeURIComponent(person.name)}`)
      await fetch(`${serving.url}/console/files/${encodeURIComponent(person.name)}`, {
        headers: headersOf(serving.url, client.cookie),
      })
      const terminal = await world().terminal()
      const record = terminal.record({ card: person.card, comment: `态度不好，我是${person.name}` })
      await terminal.push([record, { ...record, body: record.body.replace('态度', '服务') }])
      // Asked of the server that is served here, whose database has its fault.
      const { publicKey, privateKey } = generateKeyPairSync('ed25519')
      const enrolled = await registry.enrol(await world().secret(), publicRaw(publicKey))
      if (!enrolled.ok) throw new Error(enrolled.error.code)
      const body = Buffer.from(JSON.stringify({ protocol: 1, card: person.card, items: ['1.2'] }))
      const path = '/v1/quota'
      const token = await signRequest(
        { method: 'POST', path, body },
        enrolled.value.id,
        privateKey,
        clock.now,
      )
      const asked = await fetch(serving.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: new Uint8Array(body),
      })
      expect(asked.status).toBe(500)
    } finally {
      await serving.close()
      registry.setAddress(world().url)
      stderr.mockRestore()
    }
    const lines = written.map(line => JSON.parse(line) as { event: string; status?: number; route?: string })
    // A log that says nothing would pass every search.
    expect(lines.map(line => line.event)).toEqual(
      expect.arrayContaining(['serving', 'refused', 'request-failed', 'stopping', 'stopped']),
    )
    expect(lines).toContainEqual(
      expect.objectContaining({ route: '/console/api/holders.reveal', status: 403 }),
    )
    const text = written.join('')
    for (const secret of [
      ...[person.name, encodeURIComponent(person.name), person.pinyin, person.phone],
      ...[person.idNumber, person.idNumber.slice(-6), person.card, '态度', '核对'],
    ])
      expect(text, secret).not.toContain(secret)
    expect(text).not.toMatch(/\b\d{17}[\dXx]\b|\b\d{12}\b|\p{Script=Han}/u)
  })
}
