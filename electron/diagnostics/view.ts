// What the diagnostics page shows: versions, sizes, what the syncs and the devices did. Facts of the machine alone.
// Nothing of a holder is ever read for it.
import { statfs } from 'node:fs/promises'
import { release } from 'node:os'
import { join } from 'node:path'
import { CACHE_MIGRATIONS } from '../../db/cache/migrations/index.ts'
import { sizeOf } from '../../db/durable.ts'
import { JOURNAL_MIGRATIONS } from '../../db/journal/migrations/index.ts'
import { LIGHT_LINES_SHOWN, RUNS_SHOWN } from '../api/sync-screen.ts'
import { type CheckState, type DiagnosticsView, deviceEvent } from '../api.ts'
import type { Context } from '../handlers/context.ts'
import { recentRuns } from '../sync/terminal-sync.ts'
import { dataFacts } from '../visit/grounds.ts'

const NOTICES_SHOWN = 20
const FILES = ['journal.db', 'journal.db-wal', 'cache.db', 'cache.db-wal'] as const

export async function diagnosticsView(context: Context, check: CheckState): Promise<DiagnosticsView> {
  const { storage, clock, options } = context
  const { journal, cache } = storage
  const facts = dataFacts(storage)
  return {
    at: clock.now(),
    host: options.host,
    versions: versions(options.appVersion),
    system: {
      platform: process.platform,
      architecture: process.arch,
      release: release(),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    files: FILES.map(name => ({ name, bytes: sizeOf(join(options.dataDir, name)) ?? 0 })),
    disk: await diskOf(options.dataDir),
    counts: {
      holders: cache.holders.count(),
      records: journal.chain.end().sequence,
      unsent: journal.outbox.unsent(),
      rejected: journal.outbox.rejected(),
    },
    clock: {
      wall: clock.facts().wall,
      lastTrusted: clock.facts().lastTrusted,
      offsetAtLastSync: clock.facts().offsetAtLastSync,
    },
    data: {
      sequence: facts.sequence,
      holdersAsOf: facts.holdersAsOf,
      revocationsAsOf: facts.revocationsAsOf,
      catalogue: context.rules()?.catalogue.version ?? null,
    },
    syncs: recentRuns(storage, RUNS_SHOWN, LIGHT_LINES_SHOWN),
    chain: [...journal.chainNotices.latest(NOTICES_SHOWN)],
    devices: journal.devices.latest(50).flatMap(event => {
      const known = deviceEvent.safeParse(event)
      return known.success ? [known.data] : []
    }),
    check,
  }
}

function versions(app: string): Record<string, string> {
  const { node, electron, chrome, v8 } = process.versions
  return {
    app,
    node,
    v8,
    ...(electron !== undefined && { electron }),
    ...(chrome !== undefined && { chrome }),
    journal: String(JOURNAL_MIGRATIONS.length),
    cache: String(CACHE_MIGRATIONS.length),
  }
}

async function diskOf(folder: string): Promise<DiagnosticsView['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, total: blocks * bsize }
  } catch {
    return null
  }
}
