// Every text is used, and every text that is shown is one of the texts: no dead keys, no Chinese in a component.
// That no key is missing is the compiler's business (i18n/texts.ts).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { zh } from '../../../renderer/i18n/zh/index.ts'

const ROOT = join(import.meta.dirname, '../../../renderer')
const SOURCES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name) && !/^(i18n[\\/](zh|en|holder)|build[\\/])/.test(name))
  .map(name => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }))
const CODE = SOURCES.map(({ text }) => text).join('\n')

function keysOf(texts: object, path: string): string[] {
  return Object.entries(texts).flatMap(([name, value]) => {
    const key = path === '' || path.endsWith(':') ? `${path}${name}` : `${path}.${name}`
    return typeof value === 'string' ? [key] : keysOf(value, key)
  })
}

/** "screen" is the namespace that needs no prefix. */
const KEYS = Object.entries(zh).flatMap(([namespace, texts]) =>
  keysOf(texts, namespace === 'screen' ? '' : `${namespace}:`),
)

test('every text is used somewhere', () => {
  const whole = new Set([...CODE.matchAll(/['"`](\w+:[\w.-]+|[\w-]+(?:\.[\w-]+)+)['"`]/g)].map(m => m[1]))
  // Keys put together while running: `help.keys.${key}`.
  const begun = [
    ...new Set([...CODE.matchAll(/[`]((?:\w+:)?(?:[\w-]+\.)*)\$\{/g)].map(m => m[1] ?? '')),
  ].filter(beginning => beginning !== '')
  const unused = KEYS.filter(key => !whole.has(key) && !begun.some(beginning => key.startsWith(beginning)))
  expect(unused).toEqual([])
})

/** Where Chinese characters are data and no text: what people type as a date. */
const CHINESE_AS_DATA = new Set(['records/filter-form.ts', 'i18n/format.ts'])

test('no component says anything in Chinese by itself', () => {
  const spoken = SOURCES.filter(({ name }) => !CHINESE_AS_DATA.has(name.replaceAll('\\', '/'))).flatMap(
    ({ name, text }) =>
      withoutComments(text)
        .split('\n')
        .filter(line => /[\u3400-\u9fff]/.test(line))
        .map(line => `${name}: ${line.trim()}`),
  )
  expect(spoken).toEqual([])
})

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')
