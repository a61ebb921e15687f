// Enters the sample holders, and has one of them use his check-up at another hospital's terminal.
// Everything goes the way it goes in life: entered, re-issued, scanned, recorded, synced.
import { join } from 'node:path'
import type { CardNumber } from '../../core/card/card.ts'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { fileKeyStore } from '../../db/key.ts'
import { createTerminal } from '../../electron/terminal.ts'
import type { Registry } from '../../registry/registry.ts'
import { idNumber, pinyinOf } from '../../registry/seed.ts'
import { SAMPLE_HOLDERS } from './samples.ts'
import { codeFor, type DemoSite, SUPERVISOR } from './world.ts'

export type EnteredHolder = { readonly card: CardNumber; readonly idNumber: string }

const ACTOR = 'demo'
const COUNTY = '532301'
const DAY = 86_400
const TCM_HOSPITAL: DemoSite = {
  id: 'tcm-hospital',
  nameZh: '楚雄州中医医院',
  nameEn: 'Chuxiong TCM Hospital',
  kind: 'hospital-checkup',
  windowZh: '体检中心',
  windowEn: 'Check-up centre',
}

/** By key of samples.ts. The sample holders' numbers follow the seeded ones, which are there already. */
export async function enterSampleHolders(
  registry: Registry,
  seeded: number,
): Promise<ReadonlyMap<string, EnteredHolder>> {
  const entered = new Map(
    SAMPLE_HOLDERS.map((h, i) => [
      h.key,
      { card: makeCardNumber('5323', seeded + 1 + i), idNumber: idNumber(COUNTY, 90_000 + i) },
    ]),
  )
  const missing = (
    await Promise.all([...entered.values()].map(async e => await registry.findHolder(e.card)))
  ).includes(null)
  if (!missing) return entered
  await registry.enterHolders(
    SAMPLE_HOLDERS.map(h => ({
      card: entered.get(h.key)?.card ?? '',
      tier: h.tier,
      name: h.name,
      pinyin: pinyinOf(h.name),
      idNumber: entered.get(h.key)?.idNumber ?? '',
      provincial: h.provincialNumber,
      expiresAt: registry.now() + h.expiresInDays * DAY,
      status: h.status,
    })),
    ACTOR,
    'sample holder',
  )
  for (const h of SAMPLE_HOLDERS.filter(s => s.reissued)) {
    await registry.change(entered.get(h.key)?.card ?? '', 'reissue', { actor: ACTOR, reason: 'sample' })
  }
  return entered
}

/** A visit at the TCM hospital: its terminal is enrolled, scans, records the check-up, hands it in, and is closed. */
export async function recordCheckups(
  registry: Registry,
  holders: ReadonlyMap<string, EnteredHolder>,
  dataDir: string,
): Promise<void> {
  const folder = join(dataDir, 'tcm-hospital')
  const terminal = await createTerminal({
    dataDir: folder,
    keyStore: fileKeyStore(folder),
    host: 'loopback',
    appVersion: 'demo',
    log: () => {},
    scheduled: false,
  })
  if (!terminal.ok) throw new Error(`the other hospital's terminal: ${terminal.error.code}`)
  const { call, close } = terminal.value
  const ask = async <T>(
    reply: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>,
  ): Promise<T> => {
    const answer = await reply
    if (!answer.ok) throw new Error(`the other hospital: ${answer.error.code}`)
    return answer.value
  }
  const { phase } = await ask(call('app.get', undefined))
  if (phase === 'enrol') {
    await ask(call('enrolment.enrol', { code: await codeFor(registry, TCM_HOSPITAL), clerk: SUPERVISOR }))
    await ask(call('sync.now', undefined))
    await ask(call('session.signIn', { number: SUPERVISOR.number, pin: SUPERVISOR.pin }))
    for (const h of SAMPLE_HOLDERS.filter(s => s.checkupUsed)) {
      const code = await registry.physicalCode(holders.get(h.key)?.card ?? '')
      if (!code.ok) throw new Error(code.error.code)
      const visit = await ask(call('visit.present', { raw: code.value, source: 'scanner' }))
      const item = { itemId: '1.2', relation: 'self' as const, quantity: 1, amountCny: null }
      await ask(
        call('visit.record', {
          visitId: visit.visitId,
          personChecked: true,
          items: [item],
          comment: null,
          rating: null,
        }),
      )
    }
    await ask(call('sync.now', undefined))
    await registry.publish()
  }
  await close()
}
