// Records in the register as a terminal of a fresh site would have sent them, for tests that look at them from the office's side.
// They go in by the registry's own door, sealed into one chain.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { CHAIN_START, sealRecord } from '../../core/sync/chain.ts'
import { parseEnrolmentCode } from '../../core/sync/enrolment-code.ts'
import type { RecordBody } from '../../core/sync/wire.ts'
import { publicRaw } from '../../registry/keys.ts'
import type { Registry } from '../../registry/registry.ts'

const SITE = {
  id: 'records-hospital',
  nameZh: '楚雄州人民医院',
  nameEn: 'People’s Hospital',
  kind: 'hospital-checkup',
  county: '楚雄市',
} as const

/** Answers the terminal's id. Each body is a served 1.1 on a physical card, but for what it says itself. */
export async function pushRecords(
  registry: Registry,
  bodies: readonly Partial<RecordBody>[],
): Promise<string> {
  await registry.createSite(SITE)
  const text = await registry.enrolmentCode({
    siteId: SITE.id,
    nameZh: '体检中心',
    nameEn: 'Check-up centre',
    itemIds: null,
  })
  const code = parseEnrolmentCode(text ?? '')
  if (!code.ok) throw new Error(code.error.code)
  const enrolled = await registry.enrol(
    code.value.secret,
    publicRaw(generateKeyPairSync('ed25519').publicKey),
  )
  if (!enrolled.ok) throw new Error(enrolled.error.code)
  let prev = CHAIN_START
  const records = bodies.map((body, i) => {
    const id = randomUUID()
    const whole = { ...served(enrolled.value.id, registry.now()), ...body, id }
    const sealed = sealRecord({ sequence: i + 1, id, body: JSON.stringify(whole), prev })
    prev = sealed.hash
    return sealed
  })
  const taken = await registry.takeRecords(enrolled.value, { records })
  const refused = taken.answers.filter(answer => answer.status !== 'accepted')
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
  return enrolled.value.id
}

const served = (terminal: string, at: number): Omit<RecordBody, 'id'> => ({
  ...{ v: 1, terminal, site: SITE.id, visit: randomUUID(), kind: 'service', at, took: 4.2, clerk: '0312' },
  ...{ card: null, serial: 1, tier: 'A', presentation: 'physical', nonce: null, item: '1.1' },
  ...{ relation: 'self', quantity: 1, amountCny: null, outcome: 'check-person', reason: 'P-10' },
  ...{ personChecked: true, voids: null, comment: null, rating: null, evidence: null },
  basis: { catalogue: '2023.2', sequence: 1, keyList: 1, app: '0.1.0' },
})
