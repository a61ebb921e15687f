// Holders: looking up, the holder's page, entering and correcting, changes of standing.
import type { Status } from '../../../../core/policy/evidence.ts'
import type { Act, Ground } from '../../../register/acts.ts'

const status: Record<Status, string> = {
  pending: '待启用',
  active: '有效',
  suspended: '暂停',
  lost: '挂失',
  left: '已离任',
  revoked: '已取消',
}
const act: Record<Act | 'enter' | 'merge' | 'split', string> = {
  enter: '录入',
  merge: '并入另一张卡',
  split: '从合并中拆出',
  activate: '启用',
  suspend: '暂停',
  resume: '恢复',
  lost: '挂失',
  found: '解除挂失',
  left: '离任',
  revoke: '取消资格',
  reissue: '补发',
}
const ground: Record<Ground, string> = {
  fraud: '弄虚作假取得资格',
  misconduct: '道德失范，造成不良影响',
  law: '违法违纪，造成不良影响',
  contract: '未履行合同、未满服务期或终止与用人单位合作',
}

export const holders = {
  status,
  act,
  ground,
  find: '姓名、拼音、首字母、卡号、身份证号或末四位',
  findHint: '可加末四位，如“杨 1234”',
  tier: '等级',
  tiers: { A: 'A 类', B: 'B 类' },
  state: '状态',
  card: '卡号',
  name: '姓名',
  idTail: '身份证末四位',
  until: '有效期至',
  since: '自',
  serial: '卡次',
  empty: '没有找到符合的持卡人。',
  next: '下一页',
  first: '回到第一页',
  enter: '录入持卡人',
  entered: (card: string) => `已录入，卡号 ${card}，待银行制卡启用。`,
  correct: '更正信息',
  correctHint: '只填要改的项目',
  idNumber: '身份证号',
  provincial: '省卡号',
  provincialHint: '没有可不填',
  hasProvincial: '持有省级卡',
  phone: '电话',
  phoneHint: '只供人才办联系，不下发终端',
  reveal: '查看全部信息',
  revealed: '全部信息（已留痕）',
  hide: '收起',
  history: '状态经过',
  corrections: '更正经过',
  noCorrections: '没有更正过。',
  correctionFields: '更正项目',
  fields: {
    name: '姓名',
    idNumber: '身份证号',
    tier: '等级',
    expiresAt: '有效期',
    provincial: '省卡号',
    phone: '电话',
  } as Record<string, string>,
  at: '时间',
  what: '事项',
  who: '经办',
  led: '之后状态',
  why: '原因',
  due: '已决定、尚未到期',
  dueOn: '生效日期',
  dueState: (state: string): string =>
    state === 'waiting'
      ? '待生效'
      : state === 'done'
        ? '已生效'
        : state === 'withdrawn'
          ? '已撤回'
          : '到期时已不适用',
  withdraw: '撤回',
  effectOn: '生效日期',
  effectHint: '空白为立即生效',
  groundOf: '第九条情形',
  chooseGround: '请选择情形',
  renew: '延期',
  renewUntil: '新的有效期至',
  willWait: (date: string) => `已记下，${date} 零时生效。`,
  doneNow: '已生效，终端下次同步时可见。',
  trail: '此卡的操作留痕',
  mergedMark: '已并入',
  mergedNote: '这一条与另一条是同一位持卡人，已并入卡号',
  others: '并入此人的卡',
  othersHistory: (card: string) => `卡号 ${card} 的状态经过`,
  merges: '合并经过',
  kept: '保留的卡',
  gone: '并入的卡',
  split: '从合并中拆出',
}
