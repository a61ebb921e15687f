// Entries that may be one holder: finding, comparing, merging.
import type { Likeness } from '../../../register/likeness.ts'

const likeness: Record<Likeness, string> = {
  'id-number': '身份证号相同',
  birth: '姓名和出生日期相同',
  phone: '姓名和电话相同',
}

export const duplicates = {
  likeness,
  note: '可能是同一个人的两条登记。是不是同一人，由您核实后决定；定过的不再列出。',
  by: '相同之处',
  empty: '没有这样的登记。',
  one: '登记一',
  two: '登记二',
  compare: '比对',
  next: '下一页',
  compareTitle: '比对两条登记',
  differs: '不同',
  stays: '保留哪张卡',
  staysHint: '身份证号、姓名、等级以保留的为准',
  choose: '请选择',
  merge: '合并为一人',
  mergeNote:
    '另一张卡号此后显示为已并入：终端不再认它，已用的次数和额度计在保留的卡上，原来的经过都留着。如有差错，可以再拆开。',
  ended: '两条中有一条已取消、离任或暂停。合并不会恢复、也不会取消另一条的待遇，请先确认。',
  apart: '不是同一人',
  apartNote: '记下后，这一对不再列出。',
  done: '已合并，终端下次同步时可见。',
  setApart: '已记下：这是两个人。',
}
