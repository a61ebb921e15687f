// One sentence for each refusal that a call can meet: what happened, and what to do.
import type { Refusal } from '../../api.ts'

export const errors: Record<Refusal['code'], string> = {
  unreachable: '现在连不上网，请稍后再试。',
  'bad-request': '填写的内容有误，请检查后再试。',
  'not-signed-in': '登录已失效，请重新登录。',
  'wrong-code': '号码或验证码不对，或验证码已过期。',
  'not-proven': '登录已失效，请重新登录。',
  forbidden: '这里不能做这件事。',
  'other-origin': '请求不是从本页面发出的，已拒绝。请重新打开页面。',
  'not-found': '没有找到。',
  'card-not-in-force': '这张卡现在不能出示卡码。',
  'rated-already': '这次服务已经评价过了：窗口和手机上，先评的算数。',
  'clock-off': '手机时间与标准时间相差太多，请在手机设置里改为自动校时。',
  'too-large': '内容太大。',
  'too-many-requests': '尝试次数太多，请稍后再试。',
  internal: '系统出了故障，请稍后再试。',
}
