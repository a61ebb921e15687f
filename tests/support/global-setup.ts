// Once before all tests: the screen, the main process and the preload are built from the sources under test.
// Tests that open the app must never meet a build of older sources.
import { ensureBuilt } from '../../scripts/build.ts'

export default async function setup(): Promise<void> {
  await ensureBuilt()
}
