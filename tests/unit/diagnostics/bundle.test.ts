// The support bundle leaves the house: personal data is planted wherever it could come from, and none may be in it.
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { DiagnosticsView } from '../../../electron/api.ts'
import { bundleOf } from '../../../electron/diagnostics/bundle.ts'

const PLANTED = [
  '杨明芳',
  'Yang Mingfang',
  '532300001268',
  '532301198702140018',
  'a1b2c3d4e5f60718',
  '910021532300001268',
  'MC4CAQAwBQYDK2VwBCIEIJ',
  '13887812345',
  '没带身份证',
] as const

/** As the terminal makes it, with a person in every place where a text could be. */
function planted(): DiagnosticsView {
  const [name, latin, card, id, hash, token, key, phone, comment] = PLANTED
  const extra = { name, latin, card, id, hash, token, key, phone, comment }
  const view = {
    at: 1_795_400_000,
    host: 'loopback',
    versions: { app: '0.1.0' },
    system: { platform: 'linux' },
    files: [{ ...extra, name: 'journal.db', bytes: 4096 }],
    disk: { free: 1, total: 2, ...extra },
    counts: { records: 3 },
    clock: { wall: 1_795_400_000, lastTrusted: 1_795_400_000, offsetAtLastSync: 0 },
    data: { sequence: 4, holdersAsOf: null, revocationsAsOf: null, catalogue: '2023.2' },
    syncs: [
      {
        at: 1,
        trigger: 'manual',
        seconds: 1,
        ok: false,
        error: 'unreachable',
        pushed: 0,
        rejected: 0,
        pulledRows: 0,
        bytes: 0,
        sequence: null,
        ...extra,
      },
    ],
    chain: [{ kind: 'fork', sequence: 4, until: 6, firstAt: 1, toldAt: 2, closed: false, ...extra }],
    devices: PLANTED.map(detail => ({ at: 1, device: 'scanner', event: 'read', detail, ...extra })),
    check: { state: 'never' },
    ...extra,
  }
  return view as unknown as DiagnosticsView
}

const contentOf = (view: DiagnosticsView): string => {
  const acts = PLANTED.map(detail => ({ at: 1, act: 'signed-in' as const, detail, clerk: '0312' }))
  const { base64 } = bundleOf(view, { terminalId: 'terminal-1', siteId: 'people-hospital', acts })
  return gunzipSync(Buffer.from(base64, 'base64')).toString('utf8')
}

test('nobody is in the bundle, wherever he was planted', () => {
  const content = contentOf(planted())
  for (const person of PLANTED) expect(content).not.toContain(person)
  expect(content).not.toContain('0312')
})

test('what support needs is in it', () => {
  const content = JSON.parse(contentOf(planted()))
  expect(content).toMatchObject({
    format: 'huicai-support-1',
    terminal: 'terminal-1',
    files: [{ name: 'journal.db', bytes: 4096 }],
    syncs: [{ error: 'unreachable' }],
    chain: [{ kind: 'fork', sequence: 4, until: 6 }],
    acts: expect.arrayContaining([{ at: 1, act: 'signed-in' }]),
  })
  expect(content.devices[0]).toEqual({ at: 1, device: 'scanner', event: 'read', detail: 'withheld' })
})

test('kinds of errors, USB ids and papers are told', () => {
  const view = planted()
  const devices = ['NotAllowedError', '046d:0825', '58mm', 'S-71', 'by-terminal'].map(detail => ({
    at: 1,
    device: 'camera' as const,
    event: 'x',
    detail,
  }))
  const content = contentOf({ ...view, devices })
  for (const { detail } of devices) expect(content).toContain(detail)
})
