// `npm run build`: the terminal's screen, main process and preload, the registry's console and the phone pages, into out/. Other scripts call `ensureBuilt`, which skips what is up to date.
// A half-made build must never be found under out/: it is made beside it and put in place whole.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, 'out')
const STAMP = join(OUT, 'built-from.sha256')

/** Where the parts of a build are. */
export const BUILT = {
  renderer: join(OUT, 'renderer'),
  main: join(OUT, 'main', 'main.mjs'),
  preload: join(OUT, 'preload', 'preload.cjs'),
  console: join(OUT, 'console'),
  phone: join(OUT, 'phone'),
} as const

const PARTS = [
  { name: 'renderer', config: 'vite.config.ts' },
  { name: 'main', config: 'vite.main.config.ts' },
  { name: 'preload', config: 'vite.preload.config.ts' },
  { name: 'holder-preload', config: 'vite.holder-preload.config.ts' },
  { name: 'console', config: 'vite.console.config.ts' },
  { name: 'phone', config: 'vite.phone.config.ts' },
] as const

/** Everything that a build is made of. A change of anything else needs none. */
const SOURCES = [
  // The whole registry: its pages take contracts and rules from every subject.
  ...['renderer', 'registry', 'electron', 'core', 'db', 'package-lock.json'],
  ...PARTS.map(part => part.config),
]

/**
 * Builds unless out/ holds a build of exactly these sources; one line per step on standard error, nothing on standard output.
 * In a process of its own: a test runner's NODE_ENV would otherwise bring React's development build.
 */
export async function ensureBuilt(): Promise<void> {
  if (builtFrom() === digestOfSources()) return
  const child = spawn(process.execPath, [import.meta.filename], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error('the build failed; see above')
}

async function build(): Promise<void> {
  process.env.NODE_ENV = 'production'
  // The configurations name their roots and inputs from here.
  process.chdir(ROOT)
  const digest = digestOfSources()
  const scratch = join(OUT, `.new-${process.pid}`)
  const vite = await import('vite')
  try {
    for (const part of PARTS) {
      const began = performance.now()
      process.stderr.write(`building ${part.name} … `)
      await vite.build({
        configFile: join(ROOT, part.config),
        logLevel: 'error',
        build: { outDir: join(scratch, part.name), emptyOutDir: true },
      })
      process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`)
    }
    putInPlace(scratch)
    writeFileSync(STAMP, digest)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** What out/ was last built from; null while it is not whole. */
function builtFrom(): string | null {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null
}

/** By content, not by time: a checkout or a copy must not force a build, nor hide the need for one. */
function digestOfSources(): string {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(source => filesUnder(join(ROOT, source)))) {
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .toSorted()
}

function putInPlace(scratch: string): void {
  rmSync(STAMP, { force: true })
  for (const { name } of PARTS) {
    const place = join(OUT, name)
    if (existsSync(place)) renameSync(place, join(scratch, `old-${name}`))
    renameSync(join(scratch, name), place)
  }
}

if (import.meta.main) {
  await build().catch((cause: unknown) => {
    process.stderr.write(`\n${cause instanceof Error ? cause.message : 'the build failed'}\n`)
    process.exitCode = 1
  })
}
