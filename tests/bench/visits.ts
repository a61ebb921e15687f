// `npm run bench -- visits`: keys and time of the three commonest visits, worked through the real screens in Chromium.
// Times are the machine's own share; how long a clerk looks at a face is not measured here.
import { e2eWorld } from '../support/e2e-world.ts'
import { measureVisits } from '../support/visits.ts'

export async function runVisitsBench(): Promise<object> {
  const world = await e2eWorld()
  try {
    return { bench: 'visits', visits: await measureVisits(world) }
  } finally {
    await world.end()
  }
}
