// Terminals that have delivered records to a registry in this process: what supervision has something to show of.
// Sealed and taken in as over the wire; only the network between is left out.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { CHAIN_START, sealRecord } from '../../core/sync/chain.ts'
import { parseEnrolmentCode } from '../../core/sync/enrolment-code.ts'
import type { RecordBody, SealedRecord } from '../../core/sync/wire.ts'
import { publicRaw } from '../../registry/keys.ts'
import type { Registry } from '../../registry/registry.ts'

export type DeliveringTerminal = {
  readonly id: string
  /** The next record of its chain, a served 7.2 unless told otherwise. */
  record(fields: Partial<RecordBody>): SealedRecord
  deliver(records: readonly SealedRecord[]): Promise<void>
}

export async function deliveringTerminal(registry: Registry, siteId: string): Promise<DeliveringTerminal> {
  const window = { siteId, nameZh: '一号窗口', nameEn: 'Window 1', itemIds: null }
  const text = await registry.enrolmentCode(window)
  const code = parseEnrolmentCode(text ?? '')
  if (!code.ok) throw new Error(code.error.code)
  const { publicKey } = generateKeyPairSync('ed25519')
  const enrolled = await registry.enrol(code.value.secret, publicRaw(publicKey))
  if (!enrolled.ok) throw new Error(enrolled.error.code)
  const terminal = await registry.findTerminal(enrolled.value.id)
  if (terminal === null) throw new Error('a terminal that was enrolled is known')
  let [sequence, prev] = [0, CHAIN_START]
  return {
    id: terminal.id,
    record(fields) {
      sequence += 1
      const id = fields.id ?? randomUUID()
      const body = JSON.stringify({ ...served(terminal.id, siteId, registry.now()), ...fields, id })
      const sealed = sealRecord({ sequence, id, body, prev })
      prev = sealed.hash
      return sealed
    },
    async deliver(records) {
      await registry.takeRecords(terminal, { records: [...records], missing: [] })
    },
  }
}

/** A few weeks of a hospital and a tax hall with something of everything that supervision shows; the same each time. */
export async function deliverSample(registry: Registry): Promise<void> {
  const cards: string[] = []
  for await (const card of registry.cardsToPrint()) cards.push(card)
  const at = (i: number): number => registry.now() - ((i * 7919) % 70) * 86_400
  for (const [id, nameZh, kind, county] of SAMPLE_SITES) {
    await registry.createSite({ id, nameZh, nameEn: id, kind, county })
    if (id === 'dayao-tax') continue
    const terminal = await deliveringTerminal(registry, id)
    const records = Array.from({ length: 90 }, (_, i) => {
      const card = cards[(i * 37) % cards.length] ?? null
      if (i % 11 === 0)
        return terminal.record({
          at: at(i),
          kind: 'refusal',
          card: null,
          item: null,
          relation: null,
          outcome: 'no',
          reason: i % 2 === 0 ? 'N-20' : 'U-31',
        })
      const item = kind === 'tax-hall' ? (i % 3 === 0 ? '7.1' : '7.2') : i % 4 === 0 ? '1.2' : '1.1'
      const said = SAMPLE_WORDS[Math.floor(i / 5) % SAMPLE_WORDS.length]
      return terminal.record({ at: at(i), card, item, took: 3 + (i % 40), ...(i % 5 === 0 ? said : {}) })
    })
    await terminal.deliver(records)
    const twice = cards[0] ?? null
    if (kind === 'hospital-checkup')
      await terminal.deliver([
        terminal.record({ card: twice, item: '1.2' }),
        terminal.record({ card: twice, item: '1.2' }),
      ])
  }
  await registry.supervision.count()
}

const SAMPLE_SITES = [
  ['lufeng-hospital', '禄丰市人民医院', 'hospital-checkup', '禄丰市'],
  ['yaoan-tax', '姚安县办税服务厅', 'tax-hall', '姚安县'],
  ['dayao-tax', '大姚县办税服务厅', 'tax-hall', '大姚县'],
] as const
const SAMPLE_WORDS = [
  { rating: 5, comment: '窗口态度很好，办得快' },
  { rating: 4, comment: '窗口指引清楚' },
  { rating: 2, comment: '等了一个小时，窗口没有人' },
  { rating: 5, comment: '专人陪同，不用排队' },
  { rating: 1, comment: '说系统坏了，让我改天再来' },
] as const

function served(terminal: string, site: string, at: number): Omit<RecordBody, 'id'> {
  return {
    v: 1,
    terminal,
    site,
    visit: randomUUID(),
    kind: 'service',
    at,
    took: 6,
    clerk: '0312',
    card: null,
    serial: 1,
    tier: 'A',
    presentation: 'physical',
    nonce: null,
    item: '7.2',
    relation: 'self',
    quantity: 1,
    amountCny: null,
    outcome: 'good',
    reason: 'P-01',
    personChecked: true,
    voids: null,
    comment: null,
    rating: null,
    basis: { catalogue: '2023.1', sequence: 1, keyList: 1, app: '0.1.0' },
    evidence: null,
  }
}
