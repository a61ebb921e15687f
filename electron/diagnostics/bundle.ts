// The support bundle: one gzip of JSON, made field by field from what is known to be harmless.
// An allow-list, not a filter: what is not named here is not in it, so no new field can let anybody out by mistake.
import { gzipSync } from 'node:zlib'
import type { Act } from '../../db/journal/audit.ts'
import type { DeviceEventView, DiagnosticsView, FileView, SyncResult } from '../api.ts'

export type BundleParts = {
  readonly terminalId: string | null
  readonly siteId: string | null
  /** Acts and times alone: who did them and to what stays here. */
  readonly acts: readonly { readonly at: number; readonly act: Act }[]
}

export function bundleOf(view: DiagnosticsView, { terminalId, siteId, acts }: BundleParts): FileView {
  const content = {
    format: 'huicai-support-1',
    made: view.at,
    terminal: terminalId,
    site: siteId,
    host: view.host,
    versions: view.versions,
    system: view.system,
    files: view.files.map(({ name, bytes }) => ({ name, bytes })),
    disk: view.disk === null ? null : { free: view.disk.free, total: view.disk.total },
    counts: view.counts,
    clock: view.clock,
    data: view.data,
    check: view.check,
    syncs: view.syncs.map(syncFacts),
    chain: view.chain.map(({ kind, sequence, until, firstAt, toldAt, closed }) => ({
      kind,
      sequence,
      until,
      firstAt,
      toldAt,
      closed,
    })),
    devices: view.devices.map(deviceFacts),
    acts: acts.map(({ at, act }) => ({ at, act })),
  }
  const day = new Date((view.at + 8 * 3600) * 1000).toISOString().slice(0, 10)
  return {
    name: `huicai-support-${terminalId ?? 'not-enrolled'}-${day}.json.gz`,
    type: 'application/gzip',
    base64: gzipSync(JSON.stringify(content, null, 1)).toString('base64'),
  }
}

const syncFacts = (run: SyncResult) => ({
  at: run.at,
  trigger: run.trigger,
  seconds: run.seconds,
  ok: run.ok,
  error: run.error,
  pushed: run.pushed,
  rejected: run.rejected,
  pulledRows: run.pulledRows,
  bytes: run.bytes,
  sequence: run.sequence,
  repeated: run.repeated ?? null,
})

/** A device's name may be anything that its owner called it: only kinds of errors, USB ids, papers and codes of ours go out. */
const HARMLESS =
  /^(?:[A-Z][A-Za-z]{2,30}Error|[0-9a-f]{4}:[0-9a-f]{4}|a4|a5|80mm|58mm|[A-Z]-\d{2}|by-(?:page|terminal))$/

const deviceFacts = ({ at, device, event, detail }: DeviceEventView) => ({
  at,
  device,
  event,
  detail: detail === null ? null : HARMLESS.test(detail) ? detail : 'withheld',
})
