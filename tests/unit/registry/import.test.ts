// Holders from a spreadsheet: each line is either entered or refused with line, column and reason; nobody gets in twice.
import { describe, expect, test } from 'vitest'
import { parseCardNumber } from '../../../core/card/card-number.ts'
import { holderRow } from '../../../core/sync/wire.ts'
import { decodeText, planImport, REFUSALS } from '../../../registry/import.ts'
import { idNumber } from '../../../registry/seed.ts'

const HEADINGS = '姓名,身份证号,等级,有效期至,省卡号'
const [YANG, LI, ZHOU] = [1, 2, 3].map(i => idNumber('532301', i)) as [string, string, string]
type Known = Parameters<typeof planImport>[2]
const plan = (text: string, known: Known = async () => new Set()) => planImport(text, 41, known)
const file = (...lines: string[]): string => [HEADINGS, ...lines, ''].join('\r\n')

test('a good line becomes an active holder under the next free number, good to the end of the day it names', async () => {
  const { holders, refused } = await plan(
    file(`杨明芳,${YANG},A,2028-06-30,`, `李 华,${LI},b卡,2028年6月30日,`),
  )
  expect(refused).toEqual([])
  expect(holders).toEqual([
    {
      card: expect.stringMatching(/^53230000041\d$/),
      name: '杨明芳',
      pinyin: 'yang ming fang',
      idNumber: YANG,
      tier: 'A',
      provincial: null,
      status: 'active',
      expiresAt: Date.parse('2028-06-30T23:59:59+08:00') / 1000,
    },
    expect.objectContaining({ name: '李 华', tier: 'B', card: expect.stringMatching(/^53230000042\d$/) }),
  ])
  expect(holders.filter(h => parseCardNumber(h.card) === null)).toEqual([])
})

describe('the text of the file', () => {
  const text = file(`杨明芳,${YANG},A,2028-06-30,`)

  test('is read as UTF-8, with or without its mark', async () => {
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`)])
      expect((await plan(decodeText(bytes))).holders[0]?.name).toBe('杨明芳')
  })

  test('is read as GB 18030 where Chinese Windows wrote it', async () => {
    // 姓名,身份证号,等级,有效期至 and 杨明芳, as that code page has them.
    const headings = 'd0d5c3fb2cc9edb7ddd6a4bac52cb5c8bcb62cd3d0d0a7c6dad6c1'
    const name = 'd1eec3f7b7bc'
    const bytes = Buffer.concat([
      Buffer.from(headings, 'hex'),
      Buffer.from('\r\n'),
      Buffer.from(name, 'hex'),
      Buffer.from(`,${YANG},A,2028-06-30\r\n`),
    ])
    const { holders, refused } = await plan(decodeText(bytes))
    expect(refused).toEqual([])
    expect(holders[0]).toMatchObject({ name: '杨明芳', idNumber: YANG })
  })

  test('may have its columns in any order, under English headings, in full-width digits', async () => {
    const wide = YANG.replaceAll(/\d/g, d => String.fromCodePoint(Number(d) + 0xff10))
    const { holders } = await plan(`TIER,Note,ID,Name,Expires\nＡ,x,${wide},杨明芳,2028/6/30\n`)
    expect(holders[0]).toMatchObject({ name: '杨明芳', idNumber: YANG, tier: 'A' })
  })
})

describe('a line is refused', () => {
  const cases: readonly [string, string, keyof typeof REFUSALS, string][] = [
    ['without a name', `,${YANG},A,2028-06-30,`, 'name-missing', '姓名'],
    [
      'with a name of thirty-one characters',
      `${'杨'.repeat(31)},${YANG},A,2028-06-30,`,
      'name-missing',
      '姓名',
    ],
    ['with a name that a database cannot hold', `杨\0芳,${YANG},A,2028-06-30,`, 'name-missing', '姓名'],
    [
      'with a wrong check digit',
      `杨明芳,53230119900101000${YANG.endsWith('0') ? '1' : '0'},A,2028-06-30,`,
      'id-number-bad',
      '身份证号',
    ],
    [
      'with an ID number that a spreadsheet rounded',
      '杨明芳,5.32301E+17,A,2028-06-30,',
      'id-number-bad',
      '身份证号',
    ],
    ['with a tier that is none', `杨明芳,${YANG},C,2028-06-30,`, 'tier-bad', '等级'],
    ['with a day that is in no calendar', `杨明芳,${YANG},A,2027-02-29,`, 'date-bad', '有效期至'],
    ['with a date written another way', `杨明芳,${YANG},A,30.06.2028,`, 'date-bad', '有效期至'],
    [
      'with a provincial number that is none',
      `杨明芳,${YANG},A,2028-06-30,hello`,
      'provincial-bad',
      '省卡号',
    ],
    ['when it is too short', `杨明芳,${YANG}`, 'tier-bad', '等级'],
  ]
  test.each(cases)('%s, and the others come in', async (_what, line, reason, column) => {
    const { holders, refused } = await plan(file(line, `李华,${LI},B,2028-06-30,`))
    expect(refused).toEqual([{ line: 2, column, reason }])
    expect(holders.map(h => h.idNumber)).toEqual([LI])
  })

  test('when its ID number stood in the file before, also in small letters', async () => {
    const withX = Array.from({ length: 60 }, (_, i) => idNumber('532301', 100 + i)).find(id =>
      id.endsWith('X'),
    )
    const id = withX ?? ''
    expect(id).not.toBe('')
    const { holders, refused } = await plan(
      file(`杨明芳,${id},A,2028-06-30,`, `杨明芳,${id.toLowerCase()},A,2028-06-30,`),
    )
    expect(holders).toHaveLength(1)
    expect(refused).toEqual([{ line: 3, column: '身份证号', reason: 'id-number-twice' }])
  })

  test('when its holder is in the register already, and the register is asked only about good lines', async () => {
    const asked: string[][] = []
    const { holders, refused } = await plan(
      file(`杨明芳,${YANG},A,2028-06-30,`, `李华,${LI},Z,2028-06-30,`, `周静,${ZHOU},B,2028-06-30,`),
      async ids => {
        asked.push([...ids])
        return new Set([YANG])
      },
    )
    expect(asked).toEqual([[YANG, ZHOU]])
    expect(holders.map(h => h.idNumber)).toEqual([ZHOU])
    expect(refused.map(r => [r.line, r.reason])).toEqual([
      [2, 'already-in-register'],
      [3, 'tier-bad'],
    ])
  })
})

test('rows that a spreadsheet left empty are nobody’s, and the lines after them keep their numbers', async () => {
  const { holders, refused } = await plan(
    file(',,,,', '', `李华,${LI},B,2028-06-30,`, '李华,x,B,2028-06-30,', ' , ,,,'),
  )
  expect(holders).toHaveLength(1)
  expect(refused).toEqual([{ line: 5, column: '身份证号', reason: 'id-number-bad' }])
})

test('a cell with line breaks does not shift the numbers of the lines after it', async () => {
  for (const end of ['\r\n', '\n', '\r']) {
    const lines = [
      '姓名,备注,身份证号,等级,有效期至',
      `杨明芳,"两行${end}备注",${YANG},A,2028-06-30`,
      `李华,,x,B,2028-06-30`,
    ]
    const { holders, refused } = await plan(lines.join(end))
    expect(holders).toHaveLength(1)
    expect(refused.map(r => r.line)).toEqual([4])
  }
})

test('a file without a needed column is refused whole, and says which', async () => {
  const { holders, refused } = await plan(`姓名,等级\n杨明芳,A\n`)
  expect(holders).toEqual([])
  expect(refused).toEqual([
    { line: 1, column: '身份证号', reason: 'missing-column' },
    { line: 1, column: '有效期至', reason: 'missing-column' },
  ])
})

test('a file that is no CSV, or empty, is refused whole', async () => {
  expect((await plan('姓名,"身份证号\n杨明芳')).refused).toEqual([{ line: 1, column: '', reason: 'not-csv' }])
  expect((await plan('')).refused.every(r => r.reason === 'missing-column')).toBe(true)
})

test('the longest name that is let in still fits the wire', async () => {
  const { holders } = await plan(file(`${'庄'.repeat(30)},${YANG},A,2028-06-30,`))
  expect(holderRow.shape.name.safeParse(holders[0]?.name).success).toBe(true)
  expect(holderRow.shape.pinyin.safeParse(holders[0]?.pinyin).success).toBe(true)
})

test('every refusal has its sentence in Chinese and English', () => {
  for (const sentence of Object.values(REFUSALS)) expect(sentence).toMatch(/\p{Script=Han}.* · [a-zA-Z]/u)
})
