// What an operator may read of a fault: where it was and what kind, never the values that it was about.
import { expect, test } from 'vitest'
import { faultFacts } from '../../../registry/log.ts'

test('a fault is told by its kind, code and place, without the words that may name a person', () => {
  const fault = Object.assign(new TypeError('Key (id_number)=(530102199001011234) exists\nof 杨明芳'), {
    code: '23505',
  })
  const facts = faultFacts(fault)
  expect(facts).toMatchObject({ fault: 'TypeError', code: '23505' })
  expect(facts.where).toContain('log.test.ts')
  expect(JSON.stringify(facts)).not.toMatch(/530102|杨明芳/)
})

test('what was thrown without being an error is told by its type alone', () => {
  expect(faultFacts('杨明芳')).toEqual({ fault: 'string', code: null, where: null })
})
