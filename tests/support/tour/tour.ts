// Every screen of the terminal, from the first start to a damaged disk: one list for the pictures in docs/screens and for axe.
// A new screen is one more stop; nothing is checked here, a stop only says how one gets there by keys and away again.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { DemoSite } from '../../../scripts/demo/world.ts'
import { type AppUnderTest, openApp } from '../app-under-test.ts'
import type { E2eWorld } from '../e2e-world.ts'
import { writeY4m } from '../y4m.ts'
import { BEFORE_THE_FIRST, HOLDERS, LOOK_UP, LOOKING_BACK } from './day.ts'
import {
  bringKeyBack,
  COMPANIONS,
  DAMAGED,
  damage,
  HALL,
  hideKey,
  MANY_SERVICES,
  SCENIC,
  WITHOUT_KEY,
} from './elsewhere.ts'
import { ENROLMENT } from './enrolment.ts'
import type { Guide, Stop } from './guide.ts'
import { LEAVING, MANAGING, OVERRIDE, TRAINING } from './people.ts'
import { CHAIN, SYNC, WORKLIST } from './sync.ts'

const AT_THE_HOSPITAL: readonly Stop[] = [
  ...ENROLMENT,
  ...BEFORE_THE_FIRST,
  ...HOLDERS,
  ...LOOK_UP,
  ...LOOKING_BACK,
  ...SYNC,
  ...WORKLIST,
  ...TRAINING,
  ...MANAGING,
  ...LEAVING,
  ...OVERRIDE,
]

/** `page`: where the stop is seen. */
export type At = (name: string, page: Page) => Promise<void>

/** `at` is called at every stop, with the screen as it is there. */
export async function walk(world: E2eWorld, at: At): Promise<void> {
  const film = join(world.folder, 'desk.y4m')
  writeY4m(film, [{ content: null, frames: 10 }])
  const hospital = join(world.folder, 'tour-hospital')
  await through(await openApp({ dataDir: hospital, fakeCamera: film }), world, hospital, AT_THE_HOSPITAL, at)
  await elsewhere(world, HALL, [...MANY_SERVICES, ...CHAIN], at)
  const { dataDir } = await elsewhere(world, SCENIC, COMPANIONS, at)
  hideKey(dataDir)
  await through(await openApp({ dataDir }), world, dataDir, WITHOUT_KEY, at)
  bringKeyBack(dataDir)
  damage(join(dataDir, 'journal.db'))
  await through(await openApp({ dataDir }), world, dataDir, DAMAGED, at)
}

/** At another kind of site, by a terminal that is enrolled already. */
async function elsewhere(world: E2eWorld, site: DemoSite, stops: readonly Stop[], at: At) {
  const app = await world.open(site)
  return await through(app, world, app.dataDir, stops, at)
}

async function through(
  app: AppUnderTest,
  world: E2eWorld,
  dataDir: string,
  stops: readonly Stop[],
  at: At,
): Promise<Guide> {
  const guide: Guide = { page: app.page, world, dataDir, holder: null }
  for (const stop of stops) {
    try {
      await stop.reach(guide)
    } catch (error) {
      throw new Error(`the tour does not get to ${stop.name}`, { cause: error })
    }
    await at(stop.name, stop.on === 'holder' && guide.holder !== null ? guide.holder : app.page)
    await stop.leave?.(guide)
  }
  await app.close()
  return guide
}
