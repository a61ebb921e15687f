// A registry that serves over real HTTP, a clock that the test moves, and terminals that sign as real ones do.
// Nothing here knows the database: what the suites see is what the wire and the office's own calls show.
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { makeCardNumber } from '../../../core/card/card-number.ts'
import { CHAIN_START, sealRecord } from '../../../core/sync/chain.ts'
import { parseEnrolmentCode } from '../../../core/sync/enrolment-code.ts'
import { signRequest } from '../../../core/sync/request-auth.ts'
import {
  apiError,
  type RecordAnswers,
  type RecordBody,
  recordAnswers,
  type SealedRecord,
  type SequenceRange,
} from '../../../core/sync/wire.ts'
import type { NewHolder } from '../../../registry/holders.ts'
import { publicRaw } from '../../../registry/keys.ts'
import type { CodeMessage } from '../../../registry/phone-access/sender.ts'
import { openRegistry, type Registry } from '../../../registry/registry.ts'
import { idNumber } from '../../../registry/seed.ts'
import { serveRegistry } from '../../../registry/server.ts'

export const SEEDED = 300
export const YEAR = 365 * 86_400
/** 2026-10-11 in Asia/Shanghai, a day of no importance. */
const START = 1_791_700_000

export type World = {
  readonly registry: Registry
  readonly url: string
  readonly dataDir: string
  /** Seconds since 1970 UTC; the registry reads it. */
  readonly clock: { now: number }
  /** What went to the database since a test last emptied it. */
  readonly statements: string[]
  /** One-time codes as they were sent to phones, oldest first. */
  readonly messages: CodeMessage[]
  /** The secret of a fresh one-time code for a window of the test's hospital. */
  secret(): Promise<string>
  terminal(): Promise<TestTerminal>
  /** A holder whom no other test touches. */
  holder(status?: NewHolder['status'], expiresAt?: number): Promise<NewHolder>
  people(count: number, status?: NewHolder['status'], expiresAt?: number): NewHolder[]
  stop(): Promise<void>
}

export type TestTerminal = {
  readonly id: string
  readonly key: KeyObject
  get(path: string, headers?: Record<string, string>): Promise<Response>
  push(
    records: readonly SealedRecord[],
    missing?: readonly SequenceRange[],
  ): Promise<RecordAnswers['answers']>
  send(records: readonly SealedRecord[], missing?: readonly SequenceRange[]): Promise<RecordAnswers>
  /** To /v1/records unless told otherwise. */
  post(body: Buffer, headers?: Record<string, string>, path?: string): Promise<Response>
  /** The next record of this terminal's chain, a served 1.2 unless told otherwise. */
  record(fields?: Partial<RecordBody>): SealedRecord
}

export async function openWorld(databaseUrl?: string): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xhc-registry-'))
  const clock = { now: START }
  const statements: string[] = []
  const messages: CodeMessage[] = []
  const registry = await openRegistry({
    dataDir,
    codeSender: { send: async message => void messages.push(message) },
    now: () => clock.now,
    onStatement: text => statements.push(text),
    ...(databaseUrl !== undefined && { databaseUrl }),
  })
  const serving = await serveRegistry(registry)
  await registry.createSite({
    id: 'hospital',
    nameZh: '楚雄州人民医院',
    nameEn: 'People’s Hospital',
    kind: 'hospital-checkup',
    county: '楚雄市',
  })
  await registry.seed(SEEDED)
  let entered = 0

  async function secret(): Promise<string> {
    const text = await registry.enrolmentCode({
      siteId: 'hospital',
      nameZh: '2 号窗口',
      nameEn: 'Window 2',
      itemIds: null,
    })
    const code = parseEnrolmentCode(text ?? '')
    if (!code.ok) throw new Error(code.error.code)
    return code.value.secret
  }

  /** Under a prefix of their own, so that they do not move the register's next free number. */
  const people = (
    count: number,
    status: NewHolder['status'] = 'active',
    expiresAt = clock.now + YEAR,
  ): NewHolder[] =>
    Array.from({ length: count }, () => {
      entered += 1
      return {
        card: makeCardNumber('5300', entered),
        tier: 'A',
        name: '沐春海',
        pinyin: 'mu chun hai',
        idNumber: idNumber('530102', entered),
        provincial: null,
        expiresAt,
        status,
      }
    })

  return {
    registry,
    url: serving.url,
    dataDir,
    clock,
    statements,
    messages,
    secret,
    people,
    async holder(status, expiresAt) {
      const [person] = people(1, status, expiresAt)
      if (person === undefined) throw new Error('nobody')
      await registry.enterHolders([person], 'test', 'entered by hand')
      return person
    },
    async terminal() {
      const { publicKey, privateKey } = generateKeyPairSync('ed25519')
      const enrolled = await registry.enrol(await secret(), publicRaw(publicKey))
      if (!enrolled.ok) throw new Error(enrolled.error.code)
      return testTerminal(serving.url, enrolled.value.id, privateKey, clock)
    },
    async stop() {
      await serving.close()
      await registry.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function testTerminal(url: string, id: string, key: KeyObject, clock: { now: number }): TestTerminal {
  let sequence = 0
  let prev = CHAIN_START

  async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const token = await signRequest({ method: 'GET', path, body: null }, id, key, clock.now)
    return await fetch(url + path, { headers: { authorization: `Bearer ${token}`, ...headers } })
  }
  async function post(
    body: Buffer,
    headers: Record<string, string> = {},
    path = '/v1/records',
  ): Promise<Response> {
    const token = await signRequest({ method: 'POST', path, body }, id, key, clock.now)
    return await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: new Uint8Array(body),
    })
  }
  async function send(
    records: readonly SealedRecord[],
    missing?: readonly SequenceRange[],
  ): Promise<RecordAnswers> {
    const body = gzipSync(JSON.stringify({ protocol: 1, records, missing }))
    const response = await post(body, { 'content-encoding': 'gzip' })
    return recordAnswers.parse(await response.json())
  }
  return {
    id,
    key,
    get,
    post,
    send,
    push: async (records, missing) => (await send(records, missing)).answers,
    record(fields = {}) {
      sequence += 1
      const recordId = fields.id ?? randomUUID()
      const body = JSON.stringify({ ...servedCheckup(id, clock.now), ...fields, id: recordId })
      const sealed = sealRecord({ sequence, id: recordId, body, prev })
      prev = sealed.hash
      return sealed
    },
  }
}

/** A health check-up (1.2: once a calendar year) on a physical card. */
function servedCheckup(terminal: string, at: number): Omit<RecordBody, 'id'> {
  return {
    v: 1,
    terminal,
    site: 'hospital',
    visit: randomUUID(),
    kind: 'service',
    at,
    took: 4.2,
    clerk: '0312',
    card: null,
    serial: 1,
    tier: 'A',
    presentation: 'physical',
    nonce: null,
    item: '1.2',
    relation: 'self',
    quantity: 1,
    amountCny: null,
    outcome: 'good',
    reason: 'G-01',
    personChecked: true,
    voids: null,
    comment: null,
    rating: null,
    basis: { catalogue: '2023.1', sequence: 1, keyList: 1, app: '0.1.0' },
    evidence: null,
  }
}

/** Status and code of a refusal, as the wire says it. */
export async function refusalOf(response: Response): Promise<string> {
  const refusal = apiError.safeParse(await response.json())
  return `${response.status} ${refusal.success ? refusal.data.error.code : 'not a refusal'}`
}
