// Words about the people at the window: locking, handing over, PINs, badges, clerks.
// The person who reads them is at work with somebody waiting: short, and what to do next.

export const people = {
  lock: {
    title: '窗口已锁定',
    whose: '当班：{{number}} {{name}}',
    open: '解锁 [Enter]',
    next: '换人接班 [F9]',
    scanned: '窗口已锁定，请先解锁，再扫码。',
  },
  takeOver: {
    title: '接班',
    lead: '由 {{number}} 交班；接班人请登录。',
    back: '返回 [F9]',
  },
  pin: {
    title: '设置新密码',
    due: '现在的密码是别人设的，请换成只有您自己知道的。',
    own: '换成一个只有您自己知道的密码。',
    old: '原密码',
    next: '新密码',
    again: '再输一次新密码',
    submit: '保存 [Enter]',
    missing: '请填写原密码和新密码。',
    scanned: '请先设置好密码，再扫码。',
  },
  handOver: {
    next: '接班人登录 [H]',
    lock: '锁定 [L]',
    manage: '设置 [M]',
  },
}
