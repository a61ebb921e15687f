// What the screen shows of a service: its words in both languages, what to look at, and who answers for it.
// Expected units are POLICY.md's last column, written out by hand.
import { expect, test } from 'vitest'
import { CATALOGUE } from './good-card.ts'

const { items, categories, source } = CATALOGUE
const item = (id: string) => items.find(i => i.id === id)

const HEALTH = ['州卫生健康委', '州财政局']
const EDUCATION = ['州教育体育局']
const LABOUR = ['州人力资源和社会保障局']
const POLICE = ['州公安局']
const HOUSING = ['州委人才办', '州住房和城乡建设局']
const FUND = ['州住房公积金管理中心']
const INSURANCE = ['州人力资源和社会保障局', '州医疗保障局']
const BANK = ['富滇银行楚雄分行']

test.each([
  [['1.1', '1.2'], HEALTH],
  [['2.1', '2.2'], EDUCATION],
  [['3.1', '3.2', '3.3', '3.4'], LABOUR],
  [['3.5'], ['州市场监督管理局']],
  [['4.1', '4.2'], POLICE],
  [['5.1'], HOUSING],
  [['5.2', '5.3'], FUND],
  [['6.1', '6.2', '6.3'], INSURANCE],
  [['7.1', '7.2'], ['州税务局']],
  [['8.1', '9.2'], POLICE],
  [['9.1'], ['州交通运输局']],
  [['10.1'], ['州文化和旅游局', ...BANK]],
  [['11.1'], ['州文化和旅游局']],
  [['12.1', '12.2', '12.3'], BANK],
])('services %j are answered for by %j', (ids, units) => {
  for (const id of ids) expect(item(id)?.units.map(u => u.zh)).toEqual(units)
})

test.each([
  ['4.1', '非外籍人员'],
  ['5.1', '未享受一次性工作生活补贴'],
  ['5.1', '未购买自用住房'],
  ['5.2', '工作所在县市无自有住房'],
  ['6.2', '外籍人士'],
  ['11.1', '持卡人本人在场'],
  ['11.1', '不含讲解、导游、索道、交通等自费项目'],
  ['12.1', '须出示实体卡'],
])('before serving %s the clerk is told: %s', (id, condition) => {
  expect(item(id)?.conditions.map(c => c.zh)).toContain(condition)
})

test.each([
  ['11.1', 'self', '惠才卡或本人身份证，二者有一即可'],
  ['12.1', 'self', '实体惠才卡'],
  ['3.3', 'spouse', '结婚证'],
  ['2.1', 'child', '子女户口簿或出生医学证明'],
  ['12.2', 'company', '企业营业执照和财务资料'],
] as const)('for %s, done for %s, the clerk asks for: %s', (id, whom, paper) => {
  const asked = item(id)?.papers.filter(p => p.relations.length === 0 || p.relations.includes(whom))
  expect(asked?.map(p => p.title.zh)).toContain(paper)
})

test('every service says what to bring, and nothing twice', () => {
  for (const { id, papers } of items) {
    expect(papers.length, id).toBeGreaterThan(0)
    expect(new Set(papers.map(p => p.title.zh)).size, id).toBe(papers.length)
  }
})

test('the ceilings of the bank say which is which', () => {
  const said = (id: string) => item(id)?.ceilings.map(c => `${c.label.zh} ${c.tiers.join('')} ${c.amountCny}`)
  expect(said('12.1')).toEqual([
    '总额度 A 400000',
    '其中信用卡 A 200000',
    '总额度 B 300000',
    '其中信用卡 B 150000',
  ])
  expect(said('12.2')).toEqual(['个人经营性授信 AB 2000000', '公司授信 AB 10000000'])
})

const HAN = /\p{Script=Han}/u

test('every text is there in Chinese and in English, and neither is the other', () => {
  const texts = [
    source,
    ...categories.map(c => c.title),
    ...items.flatMap(i => [i.title, i.hint, ...i.conditions, ...i.units, ...i.ceilings.map(c => c.label)]),
  ]
  expect(texts.filter(t => !HAN.test(t.zh) || HAN.test(t.en))).toEqual([])
})

test('titles are short enough for a tile of the counter screen, and no two are alike', () => {
  expect(items.filter(i => [...i.title.zh].length > 10).map(i => i.title.zh)).toEqual([])
  expect(new Set(items.map(i => i.title.zh)).size).toBe(items.length)
  expect(new Set(items.map(i => i.title.en)).size).toBe(items.length)
})
