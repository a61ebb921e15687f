// Words of receipts, print previews and printers. A receipt is read at home: whole sentences, no keys.

export const printing = {
  title: '打印凭条',
  receipt: '惠才卡服务凭条',
  reprint: '复印件（第 {{n}} 次打印）',
  time: '办理时间',
  holder: '持卡人',
  clerk: '工号',
  number: '凭条号',
  item: '服务项目',
  quantity: '数量',
  qr: '签名二维码，可凭此核验这张凭条的真伪',
  check: '扫码可核验真伪。本凭条仅作留存，不是办理服务的必要条件。',
  printedAt: '打印于 {{time}}',
  paper: '纸张',
  papers: { a4: 'A4', a5: 'A5', '80mm': '80 毫米热敏纸', '58mm': '58 毫米热敏纸' },
  printer: '打印机',
  ask: '打印时选择',
  print: '打印 [Enter]',
  close: '不打印 [Esc]',
  optional: '凭条可打可不打；不打印不影响记录。',
  sent: '已交给打印机（第 {{n}} 次打印）。',
}
