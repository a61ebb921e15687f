// Run by kill.test.ts as a process of its own: one snapshot after another takes the cache's place, for ever.
// `node replace-until-killed.ts FILE KEY-HEX`; says after each which state it is at.
import { writeSync } from 'node:fs'
import { openCache } from '../../../../db/cache/cache.ts'
import { holdersOfState } from './published-states.ts'

const [file = '', key = ''] = process.argv.slice(2)
const opened = openCache(file, Buffer.from(key, 'hex'))
if (!opened.ok) throw new Error(opened.error.code)
const cache = opened.value
for (let sequence = (cache.meta('sequence') ?? 0) + 1; ; sequence++) {
  const built = await cache.replaceBySnapshot([holdersOfState(sequence)], sequence, 1_763_000_000, () => {})
  if (!built.ok) throw new Error(built.error.code)
  writeSync(1, `${sequence}\n`)
}
