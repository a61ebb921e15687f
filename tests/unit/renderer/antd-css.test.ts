// The sheet that stands in for all styles that Ant Design would make at run time.
import { expect, test } from 'vitest'
import { antdCss } from '../../../renderer/build/antd-css.ts'

const css = antdCss()
/** Not `toMatch`: a failure would print the whole sheet. */
const has = (pattern: RegExp) => pattern.test(css)

test.each(['ant-btn', 'ant-input', 'ant-input-number', 'ant-modal', 'ant-table'])(
  'has the rules of %s, and its variables in the theme of the house',
  part => {
    expect(has(new RegExp(`[.}]${part}[^{]*\\{`))).toBe(true)
    expect(has(new RegExp(`\\.huicai\\.${part}[^{]*\\{--ant-`))).toBe(true)
  },
)

test('carries our colours, and asks for nothing from elsewhere', () => {
  expect(has(/--ant-color-primary:#0b6b50/)).toBe(true)
  expect(has(/url\((?!['"]?data:)|@import/)).toBe(false)
})
