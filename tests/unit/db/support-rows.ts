// Rows and records by situation, for the database tests and for the processes that they start.
// Nothing of vitest may come in here: a child process runs it under plain Node.
import { randomUUID } from 'node:crypto'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import type { HolderRow, RecordBody, UsageRow } from '../../../core/sync/wire.ts'

export const card = (index: number) => makeCardNumber('5323', index)

export function holder(index: number, changed: Partial<HolderRow> = {}): HolderRow {
  return {
    t: 'h',
    card: card(index),
    serial: 1,
    tier: 'A',
    status: 'active',
    statusSince: 1_700_000_000,
    expiresAt: 2_000_000_000,
    name: '杨明芳',
    pinyin: 'yang ming fang',
    idTail: '001X',
    idHash: index.toString(16).padStart(32, '0'),
    provincial: null,
    ...changed,
  }
}

export const gone = (index: number) => ({ t: 'g' as const, card: card(index) })

export function used(index: number, changed: Partial<UsageRow> = {}): UsageRow {
  return {
    t: 'u',
    record: randomUUID(),
    card: card(index),
    item: '1.2',
    at: 1_763_000_000,
    site: '楚雄州人民医院',
    amountCny: null,
    void: false,
    ...changed,
  }
}

export function service(changed: Partial<RecordBody> = {}): RecordBody {
  return {
    v: 1,
    id: randomUUID(),
    terminal: 't-1',
    site: 's-1',
    visit: randomUUID(),
    kind: 'service',
    at: 1_763_000_000,
    took: 4.2,
    clerk: '1001',
    card: card(1),
    serial: 1,
    tier: 'A',
    presentation: 'physical',
    nonce: null,
    item: '1.2',
    relation: 'self',
    quantity: 1,
    amountCny: null,
    outcome: 'check-person',
    reason: 'ok',
    personChecked: true,
    voids: null,
    comment: null,
    rating: null,
    basis: { catalogue: '2023.1', sequence: 7, keyList: 1, app: '0.1.0' },
    evidence: null,
    ...changed,
  }
}
