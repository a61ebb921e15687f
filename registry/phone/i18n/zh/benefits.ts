// Benefits in a holder's words, and where to go. What the services are called stands in the catalogue.
import type { Quota, Relation, SiteKind } from '../../../../core/policy/catalogue.ts'
import type { Benefit } from '../../../benefits/phone-contract.ts'

const money = (yuan: number): string => (yuan % 10_000 === 0 ? `${yuan / 10_000} 万元` : `${yuan} 元`)
const state: Record<Benefit['state'], string> = {
  available: '现在就可以办理',
  'used-up': '额度已用完',
  'not-for-tier': '限 A 卡',
  'not-yet': '还没有开始',
  'no-longer': '已经结束',
}
function left(quota: Quota, n: number): string {
  switch (quota.kind) {
    case 'times':
      return `今年还可用 ${n} 次`
    case 'amount':
      return `本月还可用 ${money(n)}`
    case 'years':
      return `还可用 ${n} 年`
    case 'tickets':
      return `每次 ${n} 张，含本人`
  }
}

export const benefits = {
  title: '我的权益',
  allSites: '按县市查网点',
  theseSites: '看看在哪里办',
  state,
  left,
  brief: (benefit: Pick<Benefit, 'state' | 'quota' | 'left'>): string =>
    benefit.state === 'available' && benefit.quota !== null
      ? left(benefit.quota, benefit.left ?? 0)
      : state[benefit.state],
  money,
  physicalOnly: '金融类服务要用实体卡，手机上的卡码不行。',
  idCardAlone: '这一项带身份证也可以办。',
  papers: '带什么',
  plastic: '惠才卡实体卡',
  cardOrPhone: '手机上的卡码，或实体卡',
  onlyFor: (whom: readonly string[]) => `为${whom.join('、')}办理时`,
  conditions: '有什么条件',
  whom: '可以为谁办',
  uses: '用过几次、谁用的',
  together: '家人要与本人一同到场。',
  where: '在哪里办',
  /** "art. 5-1-2" */
  clause: (clause: string) => {
    const [article = clause, ...parts] = clause.replace(/^art\. /, '').split('-')
    return `依据：实施细则第 ${article} 条${parts.length === 0 ? '' : `（${[article, ...parts].join('-')}）`}`
  },
  comma: '、',
  county: '县市',
  kind: '类型',
  all: '全部',
  noSites: '还没有登记这样的网点。',
  relation: {
    self: '本人',
    spouse: '配偶',
    child: '子女',
    'minor-child': '未成年子女',
    parent: '父母',
    'spouse-parent': '配偶父母',
    'child-family': '子女的家庭',
    company: '所办企业',
  } satisfies Record<Relation, string>,
  siteKind: {
    hospital: '定点医院',
    'hospital-checkup': '定点医院（可体检）',
    education: '教育体育局',
    'service-hall': '政务服务大厅人才窗口',
    'police-household': '派出所户籍窗口',
    'exit-entry': '出入境窗口',
    'vehicle-office': '车管所',
    'housing-office': '住建局（房管）窗口',
    'housing-fund': '公积金窗口',
    'medical-insurance': '医保经办窗口',
    'tax-hall': '办税服务厅',
    station: '高铁站、汽车站',
    hotel: '指定酒店、民宿',
    'scenic-area': 'A 级旅游景区',
    bank: '富滇银行网点',
  } satisfies Record<SiteKind, string>,
}
