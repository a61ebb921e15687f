// Takes the making of styles out of Ant Design: its sheet is made at build time (build/antd-css.ts).
// The CSP would refuse every `<style>` that it inserts, which it tries even with `zeroRuntime` (theme variables, icons,
// scroll lock); and the rules' sources, a third of its script, would be loaded for nothing.
import type { Plugin } from 'vite'
import { theme } from '../ui/theme.ts'

/** Modules replaced as a whole; a path that no longer exists fails the build. */
const REPLACED: readonly { readonly path: RegExp; readonly code: (original: string) => string }[] = [
  {
    // Every component asks here for its classes: no hash, and the scope that the sheet's variables have.
    path: /\/antd\/es\/theme\/util\/genStyleUtils\.js$/,
    code: original => `
      export const genStyleHooks = () => () => ['', ${JSON.stringify(theme.cssVar.key)}]
      export const genComponentStyleHook = () => () => ''
      export const genSubStyleComponent = () => () => null
      ${from(original, 'export const genCssVar')}`,
  },
  {
    path: /\/antd\/es\/theme\/util\/useResetIconStyle\.js$/,
    code: () => 'export default () => null',
  },
  {
    // Callers set attributes on what `updateCSS` returns: an element, but one that stays out of the page.
    path: /\/@rc-component\/util\/es\/Dom\/dynamicCSS\.js$/,
    code: () => `
      const apart = () => document.createElement('style')
      export const injectCSS = apart
      export const updateCSS = apart
      export const removeCSS = () => {}
      export const clearContainerCache = () => {}`,
  },
]

const STYLE_MODULE = /\/antd\/es\/.*\/style\/[^/]+\.js$/
const MAKERS = new Set(['genStyleHooks', 'genComponentStyleHook', 'genSubStyleComponent'])

export function antdStaticPlugin(): Plugin {
  const seen = new Set<RegExp>()
  return {
    name: 'huicai-antd-static',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const replaced = REPLACED.find(({ path }) => path.test(id))
      if (replaced !== undefined) {
        seen.add(replaced.path)
        return { code: replaced.code(code), map: null }
      }
      if (!STYLE_MODULE.test(id)) return null
      return { code: withoutMakers(code, this.parse(code)), map: null }
    },
    generateBundle() {
      const missing = REPLACED.filter(({ path }) => !seen.has(path))
      if (missing.length > 0)
        this.error(`Ant Design has moved: ${missing.map(({ path }) => path.source).join()}`)
    },
  }
}

function from(code: string, start: string): string {
  const at = code.indexOf(start)
  if (at === -1) throw new Error(`Ant Design has no "${start}" any more`)
  return code.slice(at)
}

type Range = { readonly start: number; readonly end: number }

/** The module with the makers' arguments cut out: what only they referred to is then left out by tree shaking. */
function withoutMakers(code: string, program: unknown): string {
  const cuts: Range[] = []
  collect(program, cuts)
  return cuts
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)}${rest.slice(end)}`, code)
}

function collect(node: unknown, cuts: Range[]): void {
  if (typeof node !== 'object' || node === null) return
  if (isMakerCall(node)) {
    const [first] = node.arguments
    const last = node.arguments.at(-1)
    if (first !== undefined && last !== undefined) cuts.push({ start: first.start, end: last.end })
    return
  }
  for (const child of Object.values(node)) collect(child, cuts)
}

type MakerCall = { readonly type: 'CallExpression'; readonly arguments: readonly Range[] }

const isMakerCall = (node: object): node is MakerCall =>
  'type' in node &&
  node.type === 'CallExpression' &&
  'callee' in node &&
  typeof node.callee === 'object' &&
  node.callee !== null &&
  'name' in node.callee &&
  typeof node.callee.name === 'string' &&
  MAKERS.has(node.callee.name)
