// The first page: what waits.
import type { Waiting } from '../../../home/contract.ts'

const waiting: Record<Waiting, string> = {
  expiring: '张卡三十天内到期',
  'cards-to-make': '张卡待制卡启用',
  drafts: '次导入未完成',
  conflicts: '处疑点待核',
  'follow-ups-overdue': '项低分回访已超期',
  'silent-terminals': '台终端两天未联系',
  'chain-events': '处记录链疑问待核',
  'applications-due': '件申请三个工作日内到期',
  'applications-late': '件申请已超过办理期限',
}

export const home = {
  waiting,
  lead: (name: string) => `${name}，今天待办的事情：`,
  nothing: '现在没有待办的事情。',
  expiringNote: '三十天内到期的有效卡，最近的在前。',
  nobodyExpires: '三十天内没有卡到期。',
}
