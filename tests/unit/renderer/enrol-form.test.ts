// The enrolment form's own questions; everything else the terminal asks.
import { expect, test } from 'vitest'
import { EMPTY, firstProblem } from '../../../renderer/enrol/enrol-form.ts'

const filled = { code: 'XHE1 http://x A B', number: '0312', name: '张三', pin: '314159', pinAgain: '314159' }

test('an empty form asks for its fields from the top', () => {
  expect(firstProblem(EMPTY)).toEqual({ kind: 'missing', field: 'code' })
  expect(firstProblem({ ...EMPTY, code: 'XHE1' })).toEqual({ kind: 'missing', field: 'number' })
})

test('two PINs that differ are found before anything is sent', () => {
  expect(firstProblem({ ...filled, pinAgain: '314158' })).toEqual({ kind: 'pins-differ', field: 'pinAgain' })
})

test('a clerk number is of digits', () => {
  expect(firstProblem({ ...filled, number: 'A12' })).toEqual({ kind: 'number-digits', field: 'number' })
})

test('a filled form has nothing to ask', () => {
  expect(firstProblem(filled)).toBeNull()
})
