// At build time: the style sheet of exactly those Ant Design parts that the screens use, in the theme's colours.
// It must name every part that a screen imports; one that is missing here comes up without its looks.

import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs'
import { Button, ConfigProvider, Input, InputNumber, Modal, Table, type ThemeConfig } from 'antd'
import { createElement as h, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Plugin } from 'vite'
import { theme } from '../ui/theme.ts'
import { antdThemes } from './antd-themes.ts'

const NAME = 'virtual:antd.css'
const RESOLVED = `\0${NAME}`

/** The theme as the screens have it, but with its style sheet made. */
function withStyles(cache: ReturnType<typeof createCache>, of: ThemeConfig, children: ReactNode): ReactNode {
  return h(StyleProvider, { cache }, h(ConfigProvider, { theme: { ...of, zeroRuntime: false }, children }))
}

/** Ant Design's rules for the parts in use, with the CSS variables of our theme. */
export function antdCss(): string {
  const themed = Object.entries(antdThemes).map(([name, of]) => variablesUnder(name, sheetOf(of)))
  return [sheetOf(theme), ...themed].join('\n')
}

/** The rules that set our theme's variables, and nothing else, for pages whose root says `data-theme`. */
function variablesUnder(name: string, sheet: string): string {
  const rules = sheet.matchAll(/(\.huicai[\w.-]*(?:,\.huicai[\w.-]*)*)\{(--ant-[^{}]*)\}/g)
  return [...rules]
    .map(([, selectors = '', variables = '']) => {
      const scoped = selectors.split(',').map(selector => `:root[data-theme="${name}"] ${selector}`)
      return `${scoped.join(',')}{${variables}}`
    })
    .join('\n')
}

function sheetOf(of: ThemeConfig): string {
  const cache = createCache()
  renderToStaticMarkup(
    withStyles(cache, of, [
      h(Button, { key: 'button' }),
      h(Input, { key: 'input' }),
      h(InputNumber, { key: 'number' }),
      // Closed: it opens in a portal, which no server can render, but asks for its style before.
      h(Modal, { key: 'modal' }),
      h(Table, { key: 'table', columns: [{ title: '.' }] }),
    ]),
  )
  return extractStyle(cache, { plain: true, types: ['style', 'token', 'cssVar'] })
}

/** `import 'virtual:antd.css'` gives the sheet; the CSP knows no other way (DESIGN.md, "Look"). */
export function antdCssPlugin(): Plugin {
  return {
    name: 'huicai-antd-css',
    resolveId: id => (id === NAME ? RESOLVED : null),
    load: id => (id === RESOLVED ? antdCss() : null),
  }
}
