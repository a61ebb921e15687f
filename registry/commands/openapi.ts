// `openapi`: the wire as an OpenAPI document, for whoever builds the other end.
// The same document as GET /v1/openapi.json.
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openApi } from '../operation/openapi.ts'
import { type Command, done } from './run.ts'

export const openApiCommand: Command = {
  summary: 'the wire as an OpenAPI 3.1 document',
  usage: 'openapi [--out FILE]',
  options: { out: { type: 'string' } },
  async run(_registry, _positionals, options, cwd) {
    const text = JSON.stringify(openApi(), null, 2)
    if (typeof options['out'] !== 'string') return done(text)
    const file = resolve(cwd, options['out'])
    await writeFile(file, `${text}\n`)
    return done(file)
  },
}
