// What an applicant says of himself: taken as it is meant, and each thing that is wrong named.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCharacter } from '../../../core/card/resident-id.ts'
import { CLAUSES } from '../../../registry/applications/clauses.ts'
import { checkFacts, type DraftFacts, type FactError } from '../../../registry/applications/facts.ts'

const TODAY = '2026-11-25'
const born = (day: string): string => {
  const body = `532301${day}001`
  return body + checkCharacter(body)
}
const GOOD: DraftFacts = {
  clause: 'A2',
  tier: 'A',
  name: '杨明芳',
  idNumber: born('19800101'),
  provincial: '',
  employer: '楚雄州人民医院（总院）',
  employerKind: 'local',
  position: '主任医师',
  industry: 'health',
  statement: '2024 年入选省委联系专家，在楚雄工作八年。',
}
const check = (more: Partial<DraftFacts>) => checkFacts({ ...GOOD, ...more }, ['health'], TODAY)

test('what a phone’s keyboard makes of digits and spaces is read as it is meant; Chinese punctuation stays', () => {
  const typed = [...GOOD.idNumber].map(c =>
    /\d/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c,
  )
  const { facts } = check({ name: ' 杨明芳　', idNumber: typed.join('').toLowerCase() })
  expect(facts).toEqual({ ...GOOD, provincial: null })
})

test.each<[Partial<DraftFacts>, FactError]>([
  [{ name: '' }, 'name'],
  [{ name: '杨' }, 'name'],
  [{ name: '杨3芳' }, 'name'],
  [{ name: '杨\u202e芳' }, 'name'],
  [{ idNumber: '532301198001010012' }, 'idNumber'],
  [{ idNumber: born('20081126') }, 'age'],
  [{ provincial: 'XDC12345678' }, 'provincial'],
  [{ employer: '医院' }, 'employer'],
  [{ position: '' }, 'position'],
  [{ industry: 'astrology' }, 'industry'],
  [{ statement: '我很优秀' }, 'statement'],
  [{ tier: 'B' }, 'tier'],
])('%j: %s', (more, error) => {
  expect(check(more)).toEqual({ wrong: [error], facts: null })
})

test('who is eighteen today may apply, who will be tomorrow may not', () => {
  expect(check({ idNumber: born('20081125') }).wrong).toEqual([])
  expect(check({ idNumber: born('20081126') }).wrong).toEqual(['age'])
})

test('whatever is typed: there are facts or a reason, never both and never neither', () => {
  const any = fc.string({ unit: 'binary', maxLength: 40 })
  fc.assert(
    fc.property(fc.record({ name: any, idNumber: any, employer: any, statement: any }), typed => {
      const { wrong, facts } = check(typed)
      expect(facts === null).toBe(wrong.length > 0)
    }),
  )
})

test('every clause has an id of its own, a tier, a question and a proof, in both languages', () => {
  expect(new Set(CLAUSES.map(c => c.id)).size).toBe(CLAUSES.length)
  for (const { title, question, proofs, tiers } of CLAUSES) {
    expect(tiers.length).toBeGreaterThan(0)
    for (const text of [title, question, ...proofs]) expect([text.zh, text.en]).not.toContain('')
    expect(proofs.length).toBeGreaterThan(0)
  }
})
