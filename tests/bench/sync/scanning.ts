// One scan every few milliseconds in the window's own thread, each timed from the presented string to the verdict.
// The pace is a crowd's, not a loop's: a loop would leave no processor to what it is measured against.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cache } from '../../../db/cache/cache.ts'
import { judge } from '../../../electron/visit/judge.ts'
import { signedCodes } from '../codes.ts'

const CODES = 20_000
const WARM_UP = 2_000
const EVERY_MS = 2

/** `book` is asked for at each scan: a switch puts another in its place. */
export function scanning(book: () => Cache['holders'], holders: number) {
  const codes = signedCodes(holders, CODES)
  let next = 0
  const grounds = codes.groundsWith({
    findByCardNumber: card => book().findByCardNumber(card),
    findByIdHash: hash => book().findByIdHash(hash),
    findByProvincial: number => book().findByProvincial(number),
    usageOf: card => book().usageOf(card),
  })

  /** Nanoseconds. */
  function scan(): number {
    const text = codes.texts[next++ % CODES] ?? ''
    const began = process.hrtime.bigint()
    const { verdict } = judge(text, grounds)
    const took = Number(process.hrtime.bigint() - began)
    if (verdict.cardNumber === null) throw new Error('a scan must find its holder')
    return took
  }

  async function during(work: Promise<unknown>): Promise<number[]> {
    let over = false
    void work.finally(() => {
      over = true
    })
    const took: number[] = []
    while (!over) {
      took.push(scan())
      await sleep(EVERY_MS)
    }
    return took
  }

  return {
    during,
    async warmUp(): Promise<void> {
      for (let i = 0; i < WARM_UP; i++) scan()
    },
  }
}
