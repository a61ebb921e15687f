// `npm run bench -- decide [--holders N]`: presented string to verdict on an encrypted cache, against its bare floor.
// Both are measured in the same run, in turns, on the same file and the same tokens.
import { randomBytes, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { CardNumber } from '../../core/card/card.ts'
import { parseToken } from '../../core/card/token.ts'
import { openJournal } from '../../db/journal/journal.ts'
import { type Grounds, judge } from '../../electron/visit/judge.ts'
import { percentile, signedCodes } from './codes.ts'
import { type Million, openMillion } from './million.ts'

const ROUNDS = 20_000
const WARM_UP = 2_000

export async function runDecideBench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { holders: { type: 'string', default: '1000000' } },
  })
  const holders = Number(values.holders)
  const million = await openMillion(holders)
  const { book, closeJournal } = bookOfATerminal(million.book)
  const { cards, texts, publicKey, groundsWith } = signedCodes(holders, ROUNDS + WARM_UP)
  const grounds = groundsWith(book)
  const parsed = texts.map(text => {
    const token = parseToken(text)
    if (!token.ok) throw new Error('a code we signed does not read')
    return token.value
  })

  const ours: number[] = []
  const floor: number[] = []
  const outcomes = new Map<string, number>()
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? ''
    const token = parsed[i]
    const card = cards[i]
    if (token === undefined || card === undefined) continue
    // In turns, and in changing order, so that neither finds the page or the key warmer than the other.
    const measureOurs = () => {
      const began = process.hrtime.bigint()
      const { verdict } = judge(text, grounds)
      const took = Number(process.hrtime.bigint() - began)
      outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1)
      return took
    }
    const measureFloor = () => bare(token, card, publicKey, million.readByPrimaryKey)
    const [a, b] = i % 2 === 0 ? [measureOurs(), measureFloor()] : swap(measureFloor(), measureOurs())
    if (i < WARM_UP) continue
    ours.push(a)
    floor.push(b)
    if (i % 5000 === 0) process.stderr.write(`${i} of ${texts.length}\n`)
  }
  million.close()
  closeJournal()
  process.stderr.write(`outcomes: ${JSON.stringify(Object.fromEntries(outcomes))}\n`)
  const p50us = percentile(ours, 0.5)
  const floorP50us = percentile(floor, 0.5)
  return {
    bench: 'decide',
    holders,
    p50us,
    p99us: percentile(ours, 0.99),
    floorP50us,
    floorP99us: percentile(floor, 0.99),
    ratio: Math.round((p50us / floorP50us) * 1000) / 1000,
  }
}

/** As the terminal has it: usage is asked of the cache and of this terminal's own journal. */
function bookOfATerminal(cache: Million['book']): { book: Grounds['book']; closeJournal(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'xhc-bench-journal-'))
  const journal = openJournal(join(folder, 'journal.db'), randomBytes(32))
  if (!journal.ok) throw new Error(`the bench journal does not open: ${journal.error.code}`)
  return {
    book: {
      ...cache,
      usageOf: card => [...cache.usageOf(card), ...journal.value.log.usageOf(card, '')],
    },
    closeJournal() {
      journal.value.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The floor: one Ed25519 verify and one primary-key read, bare. Nanoseconds. */
function bare(
  token: { readonly signed: Uint8Array; readonly signature: Uint8Array },
  card: CardNumber,
  key: Parameters<typeof verify>[2],
  read: (card: number) => unknown,
): number {
  const cardNumber = Number(card)
  const began = process.hrtime.bigint()
  const good = verify(null, token.signed, key, token.signature)
  const row = read(cardNumber)
  const took = Number(process.hrtime.bigint() - began)
  if (!good || row === undefined) throw new Error('the floor must do real work')
  return took
}

const swap = (floor: number, ours: number): [number, number] => [ours, floor]
