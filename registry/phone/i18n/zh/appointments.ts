// Appointments: asked for here, answered by the window's office, shown at its counter on the day.
import type { OwnAppointment } from '../../../appointments/phone-contract.ts'

export const appointments = {
  title: '我的预约',
  ask: '预约',
  askNote: '选半天，窗口确认后再去',
  where: '去哪里',
  day: '哪一天',
  part: '上午还是下午',
  parts: { morning: '上午', afternoon: '下午' } satisfies Record<OwnAppointment['part'], string>,
  send: '提交预约',
  after: '提交后由窗口确认；确认之前请不要跑空。不预约也可以直接去。',
  choose: '请选择',
  nowhere: '现在没有窗口办理这一项的预约，可以直接去办。',
  state: {
    requested: '已提交，等窗口确认',
    confirmed: '已确认，请按时带卡前往',
    declined: '窗口没有排上',
    withdrawn: '您已取消',
  } satisfies Record<OwnAppointment['state'], string>,
  withdraw: '取消预约',
  sure: '真的取消',
  keep: '不取消',
}
