// Draws the sample cards: one PNG each, and cards.json that says what each is and what the window must answer.
// Virtual codes live five minutes at most and are drawn anew every thirty seconds, as the holder's phone would.
import { generateKeyPairSync } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CardNumber } from '../../core/card/card.ts'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { parseToken, signToken } from '../../core/card/token.ts'
import type { Result } from '../../core/result.ts'
import { qrPng } from '../../registry/qr.ts'
import type { Registry } from '../../registry/registry.ts'
import type { EnteredHolder } from './holders.ts'
import { SAMPLES, type Sample, type SampleMaking } from './samples.ts'

const REDRAW_EVERY = 30_000
/** The longest that the signed policy allows: a demo's reader is slower than a counter. */
const LIFETIME = 300
const DAY = 86_400
const NOT_OURS_KEY = 999

export type CardDrawer = { readonly folder: string; stop(): void }

export async function drawCards(
  registry: Registry,
  holders: ReadonlyMap<string, EnteredHolder>,
  folder: string,
): Promise<CardDrawer> {
  await mkdir(folder, { recursive: true })
  const texts = new Map<string, string>()
  const draw = async (samples: readonly Sample[]): Promise<void> => {
    for (const sample of samples) {
      const text = await textOf(registry, holders, sample.making)
      texts.set(sample.slug, text)
      await writeWhole(join(folder, fileOf(sample)), await qrPng(text))
    }
    await writeWhole(
      join(folder, 'cards.json'),
      `${JSON.stringify(
        SAMPLES.map(s => entryOf(s, holders, texts)),
        null,
        2,
      )}\n`,
    )
  }
  await draw(SAMPLES)
  const rotating = SAMPLES.filter(s => s.making.make === 'virtual')
  // A redraw that fails (the folder was removed) must not end the demo: the printed codes go on working.
  const timer = setInterval(() => void draw(rotating).catch(() => {}), REDRAW_EVERY)
  return { folder, stop: () => clearInterval(timer) }
}

const fileOf = (sample: Sample): string =>
  `${String(SAMPLES.indexOf(sample) + 1).padStart(2, '0')}-${sample.slug}.png`

function entryOf(
  sample: Sample,
  holders: ReadonlyMap<string, EnteredHolder>,
  texts: ReadonlyMap<string, string>,
) {
  const { making } = sample
  return {
    file: fileOf(sample),
    cardNo: 'of' in making ? (holders.get(making.of)?.card ?? null) : null,
    tier: sample.tier,
    medium: sample.medium,
    status: sample.status,
    token: texts.get(sample.slug) ?? '',
    outcome: sample.outcome,
    reason: sample.reason,
  }
}

async function textOf(
  registry: Registry,
  holders: ReadonlyMap<string, EnteredHolder>,
  making: SampleMaking,
): Promise<string> {
  if (making.make === 'text') return making.text
  if (making.make === 'specimen') return registry.specimenCode().token
  if (making.make === 'unknown-card') return unknownCard(registry)
  const holder = holders.get(making.of)
  if (holder === undefined) throw new Error(`no sample holder ${making.of}`)
  const physical = async (serial?: number) => must(await registry.physicalCode(holder.card, serial))
  switch (making.make) {
    case 'physical':
      return await physical()
    case 'old-serial':
      return await physical(1)
    case 'future-serial':
      return await physical(9)
    case 'virtual':
      return firstOf(await registry.virtualCodes(holder.card, 1, { lifetime: LIFETIME }))
    case 'stale-virtual':
      return firstOf(await registry.virtualCodes(holder.card, 1, { from: registry.now() - 3600 }))
    case 'tampered':
      return tamper(await physical())
    case 'cut':
      return (await physical()).slice(0, -9)
    case 'doubled':
      return `${await physical()}${await physical()}`
    case 'card-number':
      return holder.card
    case 'id-number':
      return holder.idNumber
    case 'unknown-key':
      return foreignKey(holder.card, registry.now())
  }
}

/** A genuine signature over a number that no register has, issued long before the last sync. */
function unknownCard(registry: Registry): string {
  const { key, privateKey } = registry.keys.signer('physical')
  const now = registry.now()
  return signToken(
    {
      profile: 11,
      medium: 'physical',
      tier: 'A',
      keyId: key.id,
      cardNumber: makeCardNumber('5323', 9_999_999),
      serial: 1,
      issuedAt: now - 30 * DAY,
      expiresAt: now + 365 * DAY,
    },
    privateKey,
  )
}

function foreignKey(cardNumber: CardNumber, now: number): string {
  return signToken(
    {
      profile: 11,
      medium: 'physical',
      tier: 'A',
      keyId: NOT_OURS_KEY,
      cardNumber,
      serial: 1,
      issuedAt: now - DAY,
      expiresAt: now + 365 * DAY,
    },
    generateKeyPairSync('ed25519').privateKey,
  )
}

/** One digit of the signature changed, so that it still reads as a token. */
function tamper(token: string): string {
  for (let at = 100; at < token.length; at++) {
    const changed = token.slice(0, at) + ((Number(token[at]) + 1) % 10) + token.slice(at + 1)
    if (parseToken(changed).ok) return changed
  }
  throw new Error('no digit could be changed')
}

const firstOf = (codes: Result<readonly { readonly token: string }[], { readonly code: string }>): string =>
  must(codes)[0]?.token ?? ''

function must<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(`a sample cannot be made: ${result.error.code}`)
  return result.value
}

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${file}.tmp`, content)
  await rename(`${file}.tmp`, file)
}
