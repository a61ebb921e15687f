// The import of many holders: file, columns, check, entering.
import type { RefusalReason } from '../../../register/import-file.ts'

const reasons: Record<RefusalReason, string> = {
  'missing-column': '缺少此列',
  'not-csv': '文件无法读取',
  'name-missing': '姓名为空、过长或含控制字符',
  'id-number-bad': '身份证号有误',
  'id-number-twice': '身份证号在文件中重复',
  'already-in-register': '已在库中',
  'tier-bad': '等级应为 A 或 B',
  'date-bad': '日期应为 2028-06-30 这样的形式',
  'provincial-bad': '省卡号有误',
}

export const importing = {
  reasons,
  note: '先核对，再录入。拒收的行不影响其他行。',
  another: '换一个文件',
  file: '选择 CSV 或 XLSX 文件',
  fileHint: '第一行为列名。身份证号请按文本保存。文件先在本机读取，核对时才提交。',
  unreadable: '这个文件读不出来。请另存为 CSV 或 XLSX 后再试。',
  emptyFile: '文件里没有数据行。',
  found: (n: string) => `共 ${n} 行。请确认各列的对应关系。`,
  notThere: '（没有）',
  column: (n: number) => `第 ${n} 列`,
  columns: {
    name: '姓名',
    idNumber: '身份证号',
    tier: '等级',
    expires: '有效期至',
    provincial: '省卡号',
  },
  missing: (names: string) => `还没有指定：${names}。`,
  preview: '前五行',
  line: '行',
  columnHead: '列',
  check: '核对',
  checking: (n: string) => `正在核对 ${n} 行…`,
  result: (good: string, refused: string) => `可录入 ${good} 人，拒收 ${refused} 行。`,
  refused: '拒收的行（最多显示两百行）',
  report: '下载全部拒收行',
  standing: { pending: '待启用（由银行制卡）', active: '有效（卡已在手）' },
  commit: (n: string) => `录入 ${n} 人`,
  entering: (done: string, total: string) => `正在录入：${done} / ${total}`,
  done: (done: string, refused: string) => `已录入 ${done} 人，拒收 ${refused} 行。`,
  failed: (done: string) => `录入中断，已录入 ${done} 人。再导入同一文件即可：已在库中的会被拒收，不会重复。`,
}
