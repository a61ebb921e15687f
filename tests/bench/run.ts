// `npm run bench -- <name> [options]`: runs one benchmark; progress on stderr, one JSON object as the last line of stdout.
// No benchmark asserts: speed is shown here and judged by people.
const BENCHES: Record<string, () => Promise<(args: readonly string[]) => Promise<object>>> = {
  decide: async () => (await import('./decide.ts')).runDecideBench,
  decode: async () => (await import('./decode.ts')).runDecodeBench,
  search: async () => (await import('./search.ts')).runSearchBench,
  registry: async () => (await import('./registry.ts')).runRegistryBench,
  'dry-run': async () => (await import('./dry-run.ts')).runDryRunBench,
  sync: async () => (await import('./sync.ts')).runSyncBench,
  fleet: async () => (await import('./fleet.ts')).runFleetBench,
  visits: async () => (await import('./visits.ts')).runVisitsBench,
  camera: async () => (await import('./camera.ts')).runCameraBench,
}

const [name = '', ...args] = process.argv.slice(2)
const load = BENCHES[name]
if (load === undefined) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')} [options]\n`)
  process.exit(2)
}
const run = await load()
process.stdout.write(`${JSON.stringify(await run(args))}\n`)
process.exit(0)
