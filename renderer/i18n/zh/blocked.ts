// Words of the screen that stands in for a terminal which does not start.
// Every sentence says what happens to the records, for that is what a clerk will fear for.
export const blocked = {
  title: '终端没有启动',
  code: '联系技术支持时请报代码：{{code}}',
  retry: '再试一次',
  busy: '正在处理，请不要关机…',
  recoveryCode: '恢复码',
  recoveryHint:
    '请联系登记中心，报上本机的位置，由他们读出恢复码（14 组，每组 4 位）。输错一位也会被发现，可以再输。',
  recover: '用恢复码打开',
  rescueHint:
    '抢救会把还能读出的记录逐条核对后移到新文件，没有上传的照样上传；读不出的按序号列出，并告知登记中心。损坏的文件会原样保留。',
  rescue: '抢救记录',
  remakeHint: '持卡人数据可以重新下载，业务记录不受影响。重新下载之前，本机会判为“无法判定”。',
  remake: '重新下载持卡人数据',
  rescuedTitle: '抢救完成',
  rescuedRecords: '救回 {{n}} 条业务记录。',
  nothingLost: '没有发现缺失的记录。',
  lost: '有 {{n}} 条读不出来，序号：{{ranges}}。请按纸质凭据向登记中心说明。',
  incomplete: '工号、操作留痕等其他内容有一部分读不出来；如果不能登录，请联系登记中心。',
  kept: '损坏的原文件保留在数据文件夹中，请交给技术支持，不要删除。',
  goOn: '继续',
}
