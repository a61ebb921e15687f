// What resident-ID readers type beside the number: the number is found, and nothing else of the card goes on.
import { expect, test } from 'vitest'
import { readPresented } from '../../../core/card/read-presented.ts'
import { checkCharacter, idNumberAmong } from '../../../core/card/resident-id.ts'

const withCheck = (body: string): string => body + checkCharacter(body)
const ID = withCheck('53230119800101001')
const OTHER = withCheck('11010519491231002')

test.each([
  [
    'lines',
    `张三\r\n男\r\n汉\r\n19800101\r\n云南省楚雄市鹿城镇1号\r\n${ID}\r\n楚雄市公安局\r\n20100101-20300101\r\n`,
  ],
  ['commas', `张三,男,汉,19800101,云南省楚雄市,${ID},楚雄市公安局`],
  ['the number first', `${ID} 张三`],
  ['labels', `姓名：张三|公民身份号码：${ID}|有效期限：长期`],
  [
    'full-width digits',
    `姓名：张三　号码：${[...ID].map(c => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')}`,
  ],
  ['the same number twice', `张三 ${ID} ${ID}`],
])('a card typed as %s is its number', (_, text) => {
  const presented = readPresented(text)
  expect(presented).toMatchObject({ kind: 'id-number', idNumber: ID })
  expect(JSON.stringify(presented)).not.toContain('张')
})

test.each([
  ['two people’s numbers', `张三 ${ID} 李四 ${OTHER}`],
  ['a wrong check character', `张三 ${ID.slice(0, 17)}${ID.endsWith('X') ? '1' : 'X'}`],
  ['a number in a longer one', `张三 9${ID}`],
  ['a link', `https://example.com/?name=张三&id=${ID}`],
  ['no Chinese text', `name ${ID}`],
])('%s is none', (_, text) => {
  expect(readPresented(text).kind).not.toBe('id-number')
})

test('long texts are searched in no more time than they are long', () => {
  const began = performance.now()
  expect(idNumberAmong(`张${'1'.repeat(1000)}`)).toBeNull()
  expect(performance.now() - began).toBeLessThan(50)
})
