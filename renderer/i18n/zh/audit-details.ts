// What stands beside an act of the audit, in words. Clerks and records are named by their numbers.
// Nobody reads a code here, and no holder is named: there is none in the audit.
import type { VoidRefusal } from '../../../core/policy/void.ts'
import type { ChainNoticeView, Input, Output } from '../../../electron/api.ts'

export const auditDetails = {
  unknown: '由另一版本的程序写下',
  clerks: '工号 {{numbers}}',
  records: '第 {{numbers}} 条记录',
  noRecord: '没有留下记录',
  byBadge: '扫工牌',
  changingPin: '改密码时原密码不对',
  clerkClosed: '工号已停用',
  lock: {
    asked: '本人锁定',
    idle: '无人操作',
    'hand-over': '交班',
  } satisfies Record<Input<'session.lock'>['why'], string>,
  handedTo: '交给工号 {{number}}',
  allowedBy: '由工号 {{number}} 准许',
  lookUp: {
    'card-number': '按卡号',
    'id-number': '按身份证号',
    tail: '按尾号',
    name: '按姓名',
    nothing: '没有条件',
  } satisfies Record<Output<'lookUp.find'>['kind'], string>,
  found: '找到 {{n}} 人',
  copy: '第 {{n}} 份',
  exported: { report: '报表', records: '记录' },
  days: '{{from}} 至 {{to}}',
  catalogue: '{{before}} 换为 {{after}}',
  chain: {
    gap: '缺记录',
    lost: '记录已丢失',
    reorder: '次序不对',
    removal: '本机已没有',
    fork: '有两份不同的',
    broken: '校验对不上',
  } satisfies Record<ChainNoticeView['kind'], string>,
  item: '项目 {{id}}',
  atClerk: '当班工号 {{number}}',
  supervisor: '组长工号 {{number}}',
  pinTries: '密码错得太多',
  voidRefused: {
    'no-such-record': '没有这条记录',
    'void-of-void': '作废记录和评价不能再作废',
    'already-voided': '已经作废过',
    'void-needs-supervisor': '须由组长作废',
    'void-too-late': '已过期限',
  } satisfies Record<VoidRefusal, string>,
  kept: '救回 {{n}} 条记录',
  lostStretches: '缺 {{n}} 处',
}
