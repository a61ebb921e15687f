// Looking up a holder whose card is not at hand.
// Plain words; what is typed here is never repeated in a message.
export const lookUp = {
  title: '查找持卡人',
  label: '姓名、拼音、首字母、卡号或尾号',
  placeholder: '如：杨明芳、yangmf、杨mf、1268、杨明芳 1268',
  search: '查找 [Enter]',
  searching: '正在查找…',
  pick: '按数字选人，或用 [↑] [↓] 再按 [Enter]；改条件按 [F3]',
  none: '没有找到。换拼音或首字母试试，或请持卡人说出卡号后四位。',
  nothing: '再多输入一些：姓名、拼音，或至少四位尾号。',
  more: '还有同名或相近的人：在后面加上卡号或身份证后四位，如“杨明芳 1268”。',
  found: '找到 {{n}} 人',
  cardTail: '卡号尾号 {{tail}}',
  idTail: '身份证末四位 {{tail}}',
  provincial: '兴滇卡',
  left: '10 分钟内还可查 {{n}} 次；每次查找都有记录',
  cancel: '返回 [Esc]',
  allowTitle: '查找次数太多，请组长同意',
  allowHint: '组长输入工号和密码后，可以再查 {{n}} 次；或等 {{minutes}} 分钟。',
  allow: '同意 [Enter]',
}
