// The card on this phone: what the registry last said of it, its codes ahead, and keeping both up to date.
// A card that does not stand good has no code here from the moment this phone hears of it.
import { createStore } from '../../../renderer/ui/store.ts'
import type { OwnCard } from '../../virtual-card/phone-contract.ts'
import { call, type Refusal } from '../api.ts'
import { readClock } from '../clock/own-clock.ts'
import * as database from '../device/database.ts'
import { keepSealed, readSealed } from '../device/seal.ts'
import { type Batch, coveredUntil, endOf, stillGood } from './code-book.ts'

const CARD = 'card'
/** Seconds of codes to have ahead; topped up when ten minutes of them are gone. */
const AHEAD = 24 * 3600
const TOP_UP = 600
/** The first few come at once, the rest in portions. */
const FIRST = 10
const PORTION = 240

export type CardState = {
  readonly card: OwnCard | null
  readonly batches: readonly Batch[]
  /** Why the registry could not be asked last time; null when it could. */
  readonly refusal: Refusal | null
}
const EMPTY: CardState = { card: null, batches: [], refusal: null }
export const cardStore = createStore<CardState>(EMPTY)

let running: Promise<void> | null = null

/** What was kept, then what the registry says. Asked again while one is under way, it is the same one. */
export function refreshCard(): Promise<void> {
  running ??= refresh().finally(() => {
    running = null
  })
  return running
}

/** Nobody is signed in any more. What was kept on disk goes with the device's keys. */
export const dropCard = (): void => cardStore.set(EMPTY)

async function refresh(): Promise<void> {
  if (cardStore.get().card === null) await loadKept()
  const asked = await call('card.get', {})
  if (!asked.ok) return cardStore.set({ ...cardStore.get(), refusal: asked.error })
  const card = asked.value
  await keepSealed('kept', CARD, card)
  if (card.standing !== 'good') {
    await database.clear('codes')
    return cardStore.set({ card, batches: [], refusal: null })
  }
  const batches = stillGood(cardStore.get().batches, readClock().now, card.serial)
  cardStore.set({ card, batches, refusal: null })
  await dropOthers(batches)
  await fetchAhead(card)
}

async function loadKept(): Promise<void> {
  const card = await readSealed<OwnCard>('kept', CARD)
  if (card === null) return
  const batches: Batch[] = []
  for (const key of await database.keys('codes')) {
    const batch = typeof key === 'number' ? await readSealed<Batch>('codes', key) : null
    if (batch !== null) batches.push(batch)
  }
  cardStore.set({ card, batches: stillGood(batches, readClock().now, card.serial), refusal: null })
}

async function dropOthers(good: readonly Batch[]): Promise<void> {
  const kept = new Set<IDBValidKey>(good.map(batch => batch.from))
  for (const key of await database.keys('codes')) if (!kept.has(key)) await database.remove('codes', key)
}

async function fetchAhead({ serial, slotSeconds }: OwnCard): Promise<void> {
  const { now } = readClock()
  const wanted = now + AHEAD
  let until = coveredUntil(cardStore.get().batches, now)
  if (until > wanted - TOP_UP) return
  let count = until > now ? PORTION : FIRST
  while (until < wanted - slotSeconds) {
    const most = Math.floor((wanted - until) / slotSeconds)
    const asked = await call('card.codes', { from: Math.floor(until), count: Math.min(count, most) })
    if (!asked.ok) {
      if (asked.error.code === 'card-not-in-force') await forgetCodes()
      return cardStore.set({ ...cardStore.get(), refusal: asked.error })
    }
    const batch: Batch = asked.value
    const isOver = batch.codes.length === 0 || batch.serial !== serial || endOf(batch) <= until
    if (isOver) return
    await keepSealed('codes', batch.from, batch)
    cardStore.set({ ...cardStore.get(), batches: [...cardStore.get().batches, batch] })
    until = endOf(batch)
    // The card itself ends there.
    if (batch.codes.length < Math.min(count, most)) return
    count = PORTION
  }
}

async function forgetCodes(): Promise<void> {
  await database.clear('codes')
  cardStore.set({ ...cardStore.get(), batches: [] })
}
