import { describe, expect, it } from 'vitest'
import { CHAIN_START, sealRecord } from '../../../core/sync/chain.ts'
import type { SealedRecord } from '../../../core/sync/wire.ts'
import { push } from '../../../electron/sync/push.ts'
import type { RegistryClient } from '../../../electron/sync/registry-client.ts'
import { type CacheState, type Ends, isClean, judgeCache, judgeRecords } from '../../fault/check.ts'
import { folder, journalAt, must, service } from '../db/support.ts'

function chain(length: number): SealedRecord[] {
  const records: SealedRecord[] = []
  let prev = CHAIN_START
  for (let sequence = 1; sequence <= length; sequence++) {
    const body = service()
    const sealed = sealRecord({ sequence, id: body.id, body: JSON.stringify(body), prev })
    records.push(sealed)
    prev = sealed.hash
  }
  return records
}

function ends(changed: Partial<Ends> = {}): Ends {
  const journal = changed.journal ?? chain(5)
  return {
    acknowledged: journal.map(({ sequence, id }) => ({ sequence, id })),
    journal,
    unsent: [],
    rejected: [],
    registry: journal,
    counted: journal.map(r => `usage ${r.id}`),
    ...changed,
  }
}

describe('the judge of the fault suite', () => {
  it('is content when every acknowledged record is at both ends once', () => {
    expect(judgeRecords(ends(), true)).toEqual({ lost: 0, duplicated: 0, tornCaches: 0, findings: [] })
  })

  it('waits for unsent records while the network is bad, and no longer once it is healed', () => {
    const journal = chain(5)
    const waiting = ends({ journal, registry: journal.slice(0, 3), unsent: [4, 5] })
    expect(judgeRecords(waiting, false).lost).toBe(0)
    expect(judgeRecords(waiting, true).lost).toBeGreaterThan(0)
  })

  it('finds a record that the journal does not know any more', () => {
    const journal = chain(5)
    const all = journal.map(({ sequence, id }) => ({ sequence, id }))
    expect(
      judgeRecords(ends({ journal: journal.slice(0, 4), acknowledged: all }), true).findings,
    ).toContainEqual(
      expect.stringContaining('record 5 was acknowledged to the clerk and is not in the journal'),
    )
  })

  it('finds a record that left the outbox and never reached the registry, told to the clerk or not', () => {
    const journal = chain(5)
    expect(judgeRecords(ends({ journal, registry: journal.slice(0, 4) }), true).lost).toBe(1)
    expect(judgeRecords(ends({ journal, registry: journal.slice(0, 4), acknowledged: [] }), true).lost).toBe(
      1,
    )
  })

  it('counts a record that the registry took or counted twice', () => {
    const journal = chain(3)
    const [first] = journal
    if (first === undefined) throw new Error('an empty chain')
    const twice = judgeRecords(ends({ journal, registry: [...journal, { ...first, sequence: 4 }] }), true)
    expect(twice.duplicated).toBe(1)
    expect(judgeRecords(ends({ counted: ['usage a', 'usage a'] }), true).duplicated).toBe(1)
  })

  it('counts a rejected record, and a chain that breaks at either end', () => {
    const journal = chain(5)
    expect(judgeRecords(ends({ rejected: [2] }), true).lost).toBe(1)
    const changed = journal.map(r => (r.sequence === 3 ? { ...r, body: `${r.body} ` } : r))
    expect(judgeRecords(ends({ journal, registry: changed }), true).findings).toEqual([
      'the chain at the registry breaks at 3',
    ])
  })

  it('finds what an outbox lost that settles rows nobody has taken in', async () => {
    const journal = journalAt(`${folder()}/journal.db`)
    const sealed = must(journal.log.append([service(), service(), service()]))
    // A registry that answers "accepted" and keeps nothing: to the terminal all is well.
    const lying: Pick<RegistryClient, 'pushRecords'> = {
      pushRecords: async ({ records }) => ({
        ok: true,
        value: {
          serverTime: 0,
          answers: records.map(({ sequence }) => ({ sequence, status: 'accepted' as const })),
        },
      }),
    }
    must(await push(lying as RegistryClient, journal.outbox, journal.chain, () => {}))
    expect(journal.outbox.unsent()).toBe(0)
    const verdict = judgeRecords(
      {
        acknowledged: sealed.map(({ sequence, id }) => ({ sequence, id })),
        journal: sealed,
        unsent: [],
        rejected: [],
        registry: [],
        counted: [],
      },
      true,
    )
    expect(verdict.lost).toBe(3)
  })

  const state: CacheState = {
    sequence: 9,
    rows: new Map([
      ['532300000016', 'one'],
      ['532300000024', 'two'],
    ]),
    buckets: ['1 aa', '1 bb'],
  }
  it.each<[string, Partial<CacheState>]>([
    ['a row that is missing', { rows: new Map([['532300000016', 'one']]) }],
    ['a row of another state', { rows: new Map([...state.rows, ['532300000024', 'older']]) }],
    ['a row too many', { rows: new Map([...state.rows, ['532300000032', 'three']]) }],
    ['a sum that the rows do not come to', { buckets: ['1 aa', '1 bc'] }],
    ['rows without a sequence', { sequence: null }],
  ])('calls a cache torn for %s', (_, changed) => {
    expect(isClean(judgeCache(state, state))).toBe(true)
    expect(judgeCache({ ...state, ...changed }, state).tornCaches).toBe(1)
  })

  it('calls a cache torn that says a sequence which was never published', () => {
    expect(judgeCache(state, undefined).tornCaches).toBe(1)
  })
})
