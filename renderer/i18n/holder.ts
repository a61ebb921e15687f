// The words of the holder-facing screen, both languages at once: who stands there has chosen none.
// Nothing here says why somebody is not served.
import type { Bilingual } from '../../core/policy/catalogue.ts'

export const holderTexts = {
  training: { zh: '演练', en: 'TRAINING' },
  show: { zh: '请出示惠才卡', en: 'Please show your Huicai card' },
  showHow: { zh: '实体卡、小程序虚拟卡或身份证均可', en: 'Physical card, virtual card or resident ID' },
  wait: { zh: '请稍候', en: 'One moment, please' },
  waitMore: { zh: '工作人员正在为您核对', en: 'We are looking into it for you' },
  welcome: { zh: '您好', en: 'Welcome' },
  serving: { zh: '正在为您办理', en: 'Being done for you' },
  choosing: { zh: '请告诉工作人员您要办的事', en: 'Please tell us what you came for' },
  done: { zh: '已为您办好', en: 'Done for you' },
  goodbye: { zh: '感谢您的到来', en: 'Thank you for coming' },
  ask: { zh: '请为这次服务打分', en: 'How was our service?' },
  comment: { zh: '还想说点什么？可以不写', en: 'Anything to add? Optional' },
  noNames: { zh: '请不要写证件号、电话', en: 'No ID or telephone numbers, please' },
  send: { zh: '提交', en: 'Send' },
  thanks: { zh: '谢谢您的评价', en: 'Thank you for telling us' },
} as const satisfies Record<string, Bilingual>

/** 1 … 5; the clerk's screen has the same words (screen.comment.ratings). */
export const gradeTexts = {
  5: { zh: '非常满意', en: 'Very good' },
  4: { zh: '满意', en: 'Good' },
  3: { zh: '基本满意', en: 'Fair' },
  2: { zh: '不满意', en: 'Poor' },
  1: { zh: '非常不满意', en: 'Very poor' },
} as const satisfies Record<number, Bilingual>
