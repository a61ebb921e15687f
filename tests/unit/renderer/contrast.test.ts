// Colours that stand on each other, in every theme: text at 4.5:1, signs and edges at 3:1 (WCAG 2.2 AA), high contrast at 7:1.
// axe sees what is on a screen; this sees every declared pair, on a screen or not.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const SHEET = readFileSync(join(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8')

/** Text colour on the grounds that it may stand on. */
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['--ink', ['--paper', '--card', '--side', '--off', '--key']],
  ['--ink-2', ['--paper', '--card', '--side', '--off', '--key']],
  ['--ink-3', ['--card', '--side']],
  ['--good', ['--card', '--paper', '--good-bg']],
  ['--some', ['--card', '--paper', '--some-bg']],
  ['--unsure', ['--card', '--unsure-bg']],
  ['--no', ['--card', '--paper', '--no-bg']],
  ['--grey', ['--card', '--grey-bg']],
  ['--slate', ['--card']],
  ['--focus', ['--card', '--paper']],
]
/** White text lies on these. */
const FILLS = [
  '--good-fill',
  '--check-fill',
  '--some-fill',
  '--unsure-fill',
  '--no-fill',
  '--grey-fill',
  '--slate-fill',
  '--bar',
]
/** Signs, edges of controls and lamps, on the grounds that they lie on; each has its word beside it. */
const SIGNS: readonly (readonly [string, readonly string[]])[] = [
  ['--lamp-ok', ['--card']],
  ['--lamp-warn', ['--card']],
  ['--lamp-idle', ['--card']],
]

type Theme = { readonly name: string; readonly colours: ReadonlyMap<string, string> }

/** The light theme, and each other as it lies over it. */
function themes(): readonly Theme[] {
  const blocks = [...SHEET.matchAll(/:root(?:\[data-theme="(\w+)"\])?\s*\{([^}]*)\}/g)].map(m => ({
    name: m[1] ?? 'light',
    colours: [...(m[2] ?? '').matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map((c): [string, string] => [
      c[1] ?? '',
      c[2] ?? '',
    ]),
  }))
  const light = blocks.filter(b => b.name === 'light').flatMap(b => b.colours)
  const others = blocks.filter(b => b.name !== 'light')
  return [
    { name: 'light', colours: new Map(light) },
    ...others.map(b => ({ name: b.name, colours: new Map([...light, ...b.colours]) })),
  ]
}

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

test('the measure is the one of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1)
})

describe.each(themes().map(theme => [theme.name, theme] as const))('the %s theme', (name, { colours }) => {
  const text = name === 'contrast' ? 7 : 4.5
  const of = (token: string): string => {
    const colour = colours.get(token)
    if (colour === undefined) throw new Error(`${token} has no colour`)
    return colour
  }
  const weak = (pairs: readonly (readonly [string, string])[], least: number): string[] =>
    pairs
      .filter(([a, b]) => contrast(a.startsWith('#') ? a : of(a), of(b)) < least)
      .map(([a, b]) => `${a} on ${b}: ${contrast(a.startsWith('#') ? a : of(a), of(b)).toFixed(2)}`)

  test('has every text readable on every ground', () => {
    const pairs = TEXT.flatMap(([ink, grounds]) => grounds.map(ground => [ink, ground] as const))
    expect(weak(pairs, text)).toEqual([])
  })

  test('has white text readable on every fill', () => {
    expect(
      weak(
        FILLS.map(fill => ['#ffffff', fill] as const),
        text,
      ),
    ).toEqual([])
  })

  test('has signs that can be made out', () => {
    const pairs = SIGNS.flatMap(([sign, grounds]) => grounds.map(ground => [sign, ground] as const))
    expect(weak(pairs, 3)).toEqual([])
  })
})
