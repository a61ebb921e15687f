// `conformance FILE|URL`: codes from a vendor or the bank, checked as a terminal checks them, each with the step at which it fails.
// Nothing is recorded and no code is kept.
import { resolve } from 'node:path'
import { keyList, trustKeys } from '../../core/card/keys.ts'
import { type Bench, type Judged, judgeCode } from '../conformance/judge.ts'
import { fromEndpoint, fromFile, isUrl, type VectorFile } from '../conformance/source.ts'
import type { Registry } from '../registry.ts'
import { answer, type Command, type CommandResult, failed, type Options } from './run.ts'

type Line = Judged & { readonly name: string; readonly expected: string }

export const conformanceCommand: Command = {
  summary: 'checks a file or an endpoint of codes, and says at which step each fails',
  usage:
    'conformance FILE|URL [--at ISO-TIME] [--card NUMBER [--slots N]] [--vendor-key KEY] — FILE: a code a line, or vectors like core/card/vectors.json',
  options: {
    at: { type: 'string' },
    card: { type: 'string' },
    slots: { type: 'string', default: '3' },
    'vendor-key': { type: 'string' },
  },
  async run(registry, [given], options, cwd) {
    if (given === undefined) return failed(`usage: ${conformanceCommand.usage}`, 2)
    const at = typeof options['at'] === 'string' ? Date.parse(options['at']) / 1000 : registry.now()
    if (!Number.isFinite(at)) return failed('--at is a time like 2026-11-25T09:00:00+08:00', 2)
    const source = isUrl(given)
      ? await fromEndpoint(given, {
          card: typeof options['card'] === 'string' ? options['card'] : null,
          slots: Number(options['slots']),
          key: typeof options['vendor-key'] === 'string' ? options['vendor-key'] : null,
        })
      : await fromFile(resolve(cwd, given))
    if (!source.ok) return failed(source.error.words)
    if (source.value.kind === 'vectors') return report(vectorLines(registry, source.value.file), options)
    const bench = benchOf(registry, registry.keys.keyList.payload)
    return report(
      source.value.codes.map(({ token, validFrom }, i) => ({
        name: `code ${i + 1}`,
        expected: 'none',
        // A code that says when it is to be shown is judged at that moment, else now.
        ...judgeCode(token, validFrom ?? at, bench),
      })),
      options,
    )
  },
}

const benchOf = (registry: Registry, list: string): Bench => ({
  keys: trustKeys(keyList.parse(JSON.parse(list))),
  limits: registry.catalogues.inForce().limits,
  seen: new Set(),
})

/** Each vector on a bench of its own: its keys, its moment, what was accepted before it. */
function vectorLines(registry: Registry, { keys, vectors }: VectorFile): readonly Line[] {
  const list = JSON.stringify({ counter: 1, issuedAt: 0, keys })
  const fresh = benchOf(registry, list)
  return vectors.map(({ name, input, at, before = [], expect }) => {
    const bench = { ...fresh, seen: new Set<string>() }
    for (const earlier of before) judgeCode(earlier, at, bench)
    return { name, expected: expect.step, ...judgeCode(input, at, bench) }
  })
}

function report(lines: readonly Line[], options: Options): CommandResult {
  const wrong = lines.filter(line => line.step !== line.expected)
  const width = Math.max(0, ...lines.map(line => line.name.length))
  const text = [
    ...lines.map(line => {
      const verdict = line.step === line.expected ? 'ok  ' : 'FAIL'
      const expected = line.step === line.expected ? '' : `, expected ${line.expected}`
      return `${verdict} ${line.name.padEnd(width)}  ${line.step} (${line.why})${expected}`
    }),
    `${lines.length - wrong.length} of ${lines.length} as they must be`,
  ].join('\n')
  const result = answer(options, { codes: lines, total: lines.length, failed: wrong.length }, text)
  return { ...result, exit: wrong.length === 0 && lines.length > 0 ? 0 : 1 }
}
