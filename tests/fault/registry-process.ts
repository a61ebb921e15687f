// A real registry as a process to be killed: `node registry-process.ts FOLDER PORT`, its database in DATABASE_URL.
// What it does for the test, it does through the same functions as the office's command line.
import { mkdirSync } from 'node:fs'
import { openRegistry } from '../../registry/registry.ts'
import { serveRegistry } from '../../registry/server.ts'
import type { DemoSite } from '../../scripts/demo/world.ts'
import { codeFor } from '../../scripts/demo/world.ts'
import { serveLines } from './child-side.ts'

const [dataDir = '', port = '0'] = process.argv.slice(2)
const databaseUrl = process.env['DATABASE_URL']
mkdirSync(dataDir, { recursive: true })
const registry = await openRegistry({ dataDir, ...(databaseUrl !== undefined && { databaseUrl }) })
const serving = await serveRegistry(registry, { port: Number(port) })

serveLines({
  url: async () => serving.url,
  seed: ({ count }: { count: number }) => registry.seed(count),
  /** An enrolment code that names `address`: the proxy's. */
  async code({ site, address }: { site: DemoSite; address: string }) {
    registry.setAddress(address)
    return await codeFor(registry, site)
  },
  /** Card numbers with the codes printed on them. */
  async cards({ count }: { count: number }) {
    const cards: { card: string; code: string }[] = []
    for await (const card of registry.cardsToPrint()) {
      if (cards.length === count) break
      const code = await registry.physicalCode(card)
      if (code.ok) cards.push({ card, code: code.value })
    }
    return cards
  },
  /** Lost and found in turn: whatever the card's standing is, one of the two is allowed. */
  async turn({ card }: { card: string }) {
    const by = { actor: 'fault', reason: 'fault suite' }
    const lost = await registry.change(card, 'lost', by)
    if (!lost.ok) await registry.change(card, 'found', by)
  },
  publish: ({ snapshot }: { snapshot: boolean }) => registry.publish(snapshot),
})
process.once('SIGTERM', async () => {
  await serving.close()
  await registry.close()
  process.exit(0)
})
