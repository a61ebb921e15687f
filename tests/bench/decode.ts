// The decode bench: our decoder against html5-qrcode's default one, over generated pictures or a folder of photographs.
// It must never count a picture that a decoder did not read, and never stop at a file that is no picture.

import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { buildPage } from '../support/built-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { degradedSet, toPng } from '../support/degraded-qr.ts'
import type { Measured, Sample } from './decode-page/main.ts'

type Picture = {
  readonly name: string
  /** Family of the generated set, or the folder of a photograph. */
  readonly family: string
  /** What must come out; any QR text will do where this is not known. */
  readonly content?: string
  readonly bytes: () => Buffer
}

type Score = { readonly decoded: number; readonly rate: number; readonly medianMs: number }
type Decoder = 'ours' | 'html5' | 'zxing'
type Row = { readonly family: string } & Record<
  Decoder,
  { readonly read: boolean; readonly ms: number | null }
>

const PICTURE = /\.(png|jpe?g|webp|bmp|gif)$/i
/** html5-qrcode's decoder takes seconds for a large photograph; longer than this is a hang. */
const PICTURE_TIMEOUT_MS = 120_000

const say = (line: string) => process.stderr.write(`${line}\n`)

function* generated(perFamily: number): Generator<Picture> {
  for (const qr of degradedSet(perFamily)) {
    yield { name: qr.name, family: qr.family, content: qr.content, bytes: () => toPng(qr) }
  }
}

function* photographs(folder: string): Generator<Picture> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && PICTURE.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files) {
    const path = file.slice(folder.length).split(sep).filter(Boolean)
    yield {
      name: path.join('/'),
      family: path.length > 1 ? path.slice(0, -1).join('/') : '.',
      bytes: () => readFileSync(file),
    }
  }
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  if (!(await page.evaluate(() => window.decoderReady))) throw new Error('our decoder did not load')
  // The first runs of any code are slow for all three; let it be on a picture that does not count.
  for (let n = 0; n < 3; n++) await page.evaluate(() => window.measure('/picture'))
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer for ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits

function score(rows: readonly Row[], decoder: Decoder): Score {
  const decoded = rows.filter(row => row[decoder].read).length
  return {
    decoded,
    rate: rows.length === 0 ? 0 : round(decoded / rows.length, 4),
    medianMs: round(median(rows.flatMap(row => row[decoder].ms ?? [])), 2),
  }
}

function families(rows: readonly Row[]): Record<string, { images: number; ours: number; default: number }> {
  const names = [...new Set(rows.map(({ family }) => family))]
  return Object.fromEntries(
    names.map(name => {
      const of = rows.filter(({ family }) => family === name)
      const read = (decoder: Decoder) => of.filter(row => row[decoder].read).length
      return [
        name,
        { images: of.length, ours: read('ours'), default: read('html5'), zxingDefaults: read('zxing') },
      ]
    }),
  )
}

/** A file that is no picture was not read, and took no decoder any time. */
const BROKEN = { read: false, ms: null }

/**
 * `--images DIR` measures the pictures in a folder (and below), otherwise `--per-family N` (32) generated ones of each
 * of the eight families.
 */
export async function runDecodeBench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { images: { type: 'string' }, 'per-family': { type: 'string', default: '32' } },
  })
  const pictures =
    values.images === undefined ? generated(Number(values['per-family'])) : photographs(values.images)
  let now: Buffer | null = toPng([...degradedSet(1)][2] ?? raise('no warm-up picture'))
  say('building the page, starting Chromium')
  const built = await buildPage({
    root: join(import.meta.dirname, 'decode-page'),
    // Isolation gives the page a clock of 5 µs; without it Chromium rounds to 100 µs.
    headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
    extra: path => (path === '/picture' ? now : null),
  })
  const browser = await launchChromium()
  const rows: Row[] = []
  try {
    const warmUp = now
    let page = await browser.newPage()
    await open(page, built.url)
    for (const picture of pictures) {
      const read = ({ texts, ms }: Measured) => ({
        read:
          picture.content === undefined ? texts.some(text => text !== '') : texts.includes(picture.content),
        ms,
      })
      try {
        now = picture.bytes()
        const sample: Sample = await within(
          page.evaluate(() => window.measure('/picture')),
          PICTURE_TIMEOUT_MS,
        )
        const row = {
          family: picture.family,
          ours: read(sample.ours),
          html5: read(sample.html5),
          zxing: read(sample.zxing),
        }
        rows.push(row)
        if (!row.ours.read) {
          say(
            `not read: ${picture.name} (${sample.width}×${sample.height}, ${Math.round(sample.ours.ms)} ms)${row.html5.read ? ' – the default decoder reads it' : ''}`,
          )
        }
      } catch (thrown) {
        say(`skipped, counted as not decoded: ${picture.name}: ${String(thrown).split('\n')[0]}`)
        rows.push({ family: picture.family, ours: BROKEN, html5: BROKEN, zxing: BROKEN })
        // After a crash or a hang nothing in the page is to be trusted.
        await page.close()
        page = await browser.newPage()
        now = warmUp
        await open(page, built.url)
      }
      if (rows.length % 20 === 0) say(`${rows.length} pictures`)
    }
  } finally {
    await browser.close()
    await built.close()
  }
  return {
    bench: 'decode',
    images: rows.length,
    ours: score(rows, 'ours'),
    default: score(rows, 'html5'),
    zxingDefaults: score(rows, 'zxing'),
    behindDefault: rows.filter(row => row.html5.read && !row.ours.read).length,
    families: families(rows),
  }
}

function raise(what: string): never {
  throw new Error(what)
}
