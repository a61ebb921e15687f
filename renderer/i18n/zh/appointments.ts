// Appointments at the counter: who is expected, and when.
export const appointments = {
  title: '预约',
  today: '今日预约 {{n}} 人',
  later: '其后七天 {{n}} 人',
  day: '{{day}}　{{n}} 人',
  key: '[-] 看名单',
  mark: '今日已预约',
  part: { morning: '上午', afternoon: '下午' },
}
