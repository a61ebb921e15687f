// `card`: a holder's code as QR, PNG and SVG: physical for the bank's printer, virtual and specimen for trying out.
// Files carry the card number and the medium, never a name.
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { qrPng, qrSvg } from '../qr.ts'
import type { Registry } from '../registry.ts'
import { answer, type Command, failed } from './run.ts'

const MEDIA = ['physical', 'virtual', 'specimen'] as const
type MediumOption = (typeof MEDIA)[number]
const isMedium = (text: unknown): text is MediumOption => (MEDIA as readonly unknown[]).includes(text)

export const cardCommand: Command = {
  summary: 'a card’s code as QR (PNG and SVG)',
  usage: 'card --number CARD --medium physical|virtual|specimen --out DIR [--lifetime SECONDS]',
  options: {
    number: { type: 'string' },
    medium: { type: 'string', default: 'physical' },
    out: { type: 'string', default: '.' },
    lifetime: { type: 'string' },
  },
  async run(registry, _positionals, options, cwd) {
    const { medium } = options
    if (!isMedium(medium)) return failed(`--medium is one of ${MEDIA.join(', ')}`, 2)
    const number = typeof options['number'] === 'string' ? options['number'].replaceAll(/[\s-]/g, '') : ''
    if (medium !== 'specimen' && number === '') return failed('--number is needed', 2)
    const lifetime = options['lifetime'] === undefined ? undefined : Number(options['lifetime'])
    if (lifetime !== undefined && !(lifetime >= 10 && lifetime <= 300))
      return failed('--lifetime is 10 to 300 seconds', 2)
    const code = await codeOf(registry, medium, number, lifetime)
    if ('problem' in code) return failed(code.problem)
    const folder = resolve(cwd, String(options['out']))
    await mkdir(folder, { recursive: true })
    const name = `${code.number}-${medium}`
    const files = { png: join(folder, `${name}.png`), svg: join(folder, `${name}.svg`) }
    await writeFile(files.png, await qrPng(code.token))
    await writeFile(files.svg, await qrSvg(code.token))
    return answer(
      options,
      { card: code.number, medium, token: code.token, ...files },
      `${files.png}\n${files.svg}\n${code.token}`,
    )
  },
}

type Code = { readonly number: string; readonly token: string } | { readonly problem: string }

async function codeOf(
  registry: Registry,
  medium: MediumOption,
  number: string,
  lifetime: number | undefined,
): Promise<Code> {
  if (medium === 'specimen') {
    const { token, cardNumber } = registry.specimenCode()
    return { number: cardNumber, token }
  }
  if (medium === 'physical') {
    const code = await registry.physicalCode(number)
    return code.ok ? { number, token: code.value } : { problem: `no code: ${code.error.code}` }
  }
  const codes = await registry.virtualCodes(number, 1, lifetime === undefined ? {} : { lifetime })
  const [first] = codes.ok ? codes.value : []
  if (first === undefined) return { problem: `no code: ${codes.ok ? 'none' : codes.error.code}` }
  return { number, token: first.token }
}
