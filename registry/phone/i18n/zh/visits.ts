// Visits and what is said of them. A refusal is told without blame: what was the matter, and what helps.
import type { OwnVisit } from '../../../visits/phone-contract.ts'

export const visits = {
  title: '使用记录与评价',
  none: '还没有使用记录。窗口办完后，一般当天就能在这里看到。',
  tickets: (n: number) => `${n} 张`,
  voided: '窗口已撤回，不计次数',
  refused: {
    'holder-left': '当时没有办完，可以再来。',
    'not-today': '窗口当天办不了，请改天再来。',
    'papers-missing': '当时材料没带齐，带齐就可以办。要带什么，“权益”里写着。',
    'used-up': '想办的项目额度已用完，其他项目照常可办。',
    'not-the-holder': '当时没能核对上本人，请带身份证再来。',
    card: '当时出示的卡或卡码没有通过。请更新卡码，或带实体卡、身份证再来。',
    window: '当时窗口的数据没有更新，没能核实，不是您的卡有问题。',
  } satisfies Record<NonNullable<OwnVisit['refused']>, string>,
  rate: '这次服务怎么样？',
  grade: { 5: '非常满意', 4: '满意', 3: '一般', 2: '不满意', 1: '很不满意' },
  comment: '想说的话',
  optional: '可不填',
  lowGrade: '人才办会在 1 个工作日内与您联系，15 个工作日内办结，并在这里答复。',
  followUp: {
    open: '人才办已收到，会在 1 个工作日内与您联系。',
    contacted: '人才办已与您联系，正在处理。',
    settled: '人才办的答复：',
  },
  send: '提交评价',
  once: '每次服务评一次，提交后不能更改。',
  rated: (grade: string) => `已评价：${grade}`,
  ratedAt: { counter: '（在窗口）', phone: '（在手机上）' },
}
