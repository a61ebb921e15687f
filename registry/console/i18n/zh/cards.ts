// What leaves the register: lists of cards to make, code sheets, the year's exits.
export const cards = {
  issue: '制卡清单',
  issueNote: '清单含姓名，仅供制卡；二维码页只有卡号和卡次，不含姓名。',
  which: '范围',
  issues: { first: '待启用的新卡', again: '补发的卡' },
  since: '自此日起',
  xlsx: '下载 XLSX',
  codes: '二维码页 PDF',
  exits: '年度退出名单',
  exitsNote: '按退出日期列出离任和依第九条取消资格的持卡人；不写具体情形。',
  year: '年份',
  announcementPdf: '公告（PDF）',
  announcementWord: '公告（Word）',
}
