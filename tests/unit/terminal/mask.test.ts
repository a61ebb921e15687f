import { expect, test } from 'vitest'
import { maskName } from '../../../core/card/mask.ts'

test.each([
  ['杨明芳', '杨*芳'],
  ['李明', '李*'],
  ['普', '普*'],
  ['欧阳正华', '欧**华'],
  ['𠮷田健', '𠮷*健'],
  ['John Smith', 'J***'],
  ['  杨明芳 ', '杨*芳'],
  ['', ''],
])('the name %s stands on the screen as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})
