// One sentence for each refusal that a call can meet: what happened, and what to do.
import type { Refusal } from '../../api.ts'

export const errors: Record<Refusal['code'], string> = {
  unreachable: '连不上登记中心，请检查网络后再试。',
  'bad-request': '填写的内容有误，请检查后再试。',
  'not-signed-in': '登录已失效，请重新登录。',
  'wrong-login': '账号或密码不对。',
  forbidden: '您的账号不能做这件事。',
  'other-origin': '请求不是从本页面发出的，已拒绝。请从登记中心的地址重新打开。',
  'password-must-change': '请先换掉初始密码。',
  'not-found': '没有找到。',
  'too-large': '内容太大，请分次提交。',
  'too-many-requests': '尝试次数太多，请十五分钟后再试。',
  internal: '登记中心出了故障，请联系管理员。',
  'login-taken': '这个账号名已被使用。',
  'no-such-account': '没有这个账号。',
  'unit-needed': '责任单位的账号要选一个单位，其他角色不选。',
  'weak-password': '新密码太弱：至少十个字符、五种不同字符，不含账号名。',
  'wrong-password': '现在的密码不对。',
  'last-office-account': '这是人才办最后一个可用账号，不能停用或改换角色。',
  'own-account': '不能改动自己的账号，请由另一位同事操作。',
}
