// `card`: a holder's code as QR, PNG and SVG: physical for the bank's printer, virtual and specimen for trying out.
// Files carry the card number and the medium, never a name.
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SPECIMENS } from '../../core/policy/specimens.ts'
import { qrPng, qrSvg } from '../qr.ts'
import type { Registry } from '../registry.ts'
import { answer, type Command, type CommandResult, failed, type Options } from './run.ts'

const MEDIA = ['physical', 'virtual', 'specimen'] as const
type MediumOption = (typeof MEDIA)[number]
const isMedium = (text: unknown): text is MediumOption => (MEDIA as readonly unknown[]).includes(text)

type Files = { readonly png?: string; readonly svg?: string }

export const cardCommand: Command = {
  summary:
    'a card’s code as QR (PNG and SVG), the printed codes of all who may have a card, or the specimens for training',
  usage:
    'card --number CARD | --all --medium physical|virtual|specimen --out DIR [--png] [--svg] [--lifetime SECONDS]',
  options: {
    number: { type: 'string' },
    all: { type: 'boolean' },
    medium: { type: 'string', default: 'physical' },
    out: { type: 'string', default: '.' },
    png: { type: 'boolean' },
    svg: { type: 'boolean' },
    lifetime: { type: 'string' },
  },
  async run(registry, _positionals, options, cwd) {
    const { medium } = options
    if (!isMedium(medium)) return failed(`--medium is one of ${MEDIA.join(', ')}`, 2)
    const number = typeof options['number'] === 'string' ? options['number'].replaceAll(/[\s-]/g, '') : ''
    const all = options['all'] === true
    if (all && (medium !== 'physical' || number !== ''))
      return failed('--all is for printed cards, without --number', 2)
    if (!all && medium !== 'specimen' && number === '') return failed('--number or --all is needed', 2)
    const lifetime = options['lifetime'] === undefined ? undefined : Number(options['lifetime'])
    if (lifetime !== undefined && !(lifetime >= 10 && lifetime <= 300))
      return failed('--lifetime is 10 to 300 seconds', 2)
    const folder = resolve(cwd, String(options['out']))
    await mkdir(folder, { recursive: true })
    const draw = (code: Drawn): Promise<Files> => drawInto(folder, `${code.number}-${medium}`, code, options)
    if (medium === 'specimen' && number === '') return await drawSpecimens(registry, options, folder)
    if (all) return await printAll(registry, draw, options, folder)
    const code = await codeOf(registry, medium, number, lifetime)
    if ('problem' in code) return failed(code.problem)
    const files = await draw(code)
    return answer(
      options,
      { card: code.number, medium, token: code.token, ...files },
      [...Object.values(files), code.token].join('\n'),
    )
  },
}

/** Both kinds of file unless one is asked for. */
async function drawInto(folder: string, name: string, code: Drawn, options: Options): Promise<Files> {
  const both = options['png'] !== true && options['svg'] !== true
  const png = join(folder, `${name}.png`)
  const svg = join(folder, `${name}.svg`)
  const files = {
    ...((both || options['png'] === true) && { png }),
    ...((both || options['svg'] === true) && { svg }),
  }
  if (files.png !== undefined) await writeFile(files.png, await qrPng(code.token))
  if (files.svg !== undefined) await writeFile(files.svg, await qrSvg(code.token))
  return files
}

async function printAll(
  registry: Registry,
  draw: (code: Drawn) => Promise<Files>,
  options: Options,
  folder: string,
): Promise<CommandResult> {
  const without: string[] = []
  let drawn = 0
  for await (const number of registry.cardsToPrint()) {
    const code = await registry.physicalCode(number)
    if (code.ok) {
      await draw({ number, token: code.value })
      drawn += 1
    } else without.push(`${number}: ${code.error.code}`)
  }
  const text = [`${drawn} cards drawn into ${folder}.`, ...without.map(line => `no code for ${line}`)].join(
    '\n',
  )
  return answer(options, { drawn, folder, without }, text)
}

/** One for each outcome, named by it: `specimen-1-good.png`. */
async function drawSpecimens(registry: Registry, options: Options, folder: string): Promise<CommandResult> {
  const drawn: (Files & { card: string; outcome: string; token: string })[] = []
  for (const { index, outcome } of SPECIMENS) {
    const { token, cardNumber } = registry.specimenCode(index)
    const code = { number: cardNumber, token }
    const files = await drawInto(folder, `specimen-${index}-${outcome}`, code, options)
    drawn.push({ card: cardNumber, outcome, token, ...files })
  }
  return answer(
    options,
    { drawn: drawn.length, folder, specimens: drawn },
    drawn.map(d => d.outcome).join('\n'),
  )
}

type Drawn = { readonly number: string; readonly token: string }
type Code = Drawn | { readonly problem: string }

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
