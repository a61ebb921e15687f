// `npm run bench -- camera [--shows N]`: from the first frame that shows a sample card to the verdict on the screen.
// The whole real thing: Chromium's fake camera, html5-qrcode, our decoder, the loopback host, the encrypted files.
import { parseArgs } from 'node:util'
import { e2eWorld, verdictOf } from '../support/e2e-world.ts'

const FPS = 10
/** Long enough out of sight that the same card counts as shown anew. */
const EMPTY_FRAMES = 25
const CARD_FRAMES = 15

export async function runCameraBench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({ args: [...args], options: { shows: { type: 'string', default: '12' } } })
  const shows = Number(values.shows)
  const world = await e2eWorld()
  const code = await world.registry().physicalCode(world.card('yang').card)
  if (!code.ok) throw new Error(code.error.code)
  const { page, close } = await world.open(undefined, [
    { content: null, frames: EMPTY_FRAMES },
    { content: code.value, frames: CARD_FRAMES },
  ])
  for (let i = 0; i < shows; i++) {
    await verdictOf(page)
    await page.keyboard.press('Escape')
    await page.getByTestId('ready').waitFor()
    process.stderr.write(`shown ${i + 1} of ${shows}\n`)
  }
  const measured = await page.evaluate(() =>
    performance.getEntriesByName('camera-to-verdict').map(entry => entry.duration),
  )
  await close()
  await world.end()
  const sorted = measured.sort((a, b) => a - b)
  const at = (p: number) => Math.round(sorted[Math.floor((sorted.length - 1) * p)] ?? Number.NaN)
  return { bench: 'camera', shows: sorted.length, fps: FPS, p50ms: at(0.5), p90ms: at(0.9), maxMs: at(1) }
}
