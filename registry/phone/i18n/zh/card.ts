// The card and its code. What a card that is not in force is told: what to do, never why.
export const card = {
  tierWord: '卡',
  validUntil: '有效期至',
  specimen: '样例 SPECIMEN',
  code: '惠才卡卡码',
  larger: '放大卡码',
  smaller: '缩小卡码',
  countdown: '本码剩余时间',
  changesIn: (seconds: number) => `${seconds} 秒后自动更新`,
  keep: '出示给窗口扫码，请勿截图转发',
  bright: '请把屏幕调亮，对准扫码口',
  ahead: (codes: number, hours: number) =>
    codes < 4
      ? '备用卡码快用完了，请连一下网'
      : `没有网络也能用：已备 ${codes} 个卡码，约 ${hours >= 1 ? `${Math.floor(hours)} 小时` : `${Math.floor(hours * 60)} 分钟`}`,
  none: {
    fetching: '正在取卡码…',
    connect: '备用的卡码用完了。请连上网络，卡码会马上出来。也可以出示实体卡或身份证。',
    clock: '手机的时间被改动过，还没有核对。请连上网络，核对后马上出码。',
  },
  standing: {
    good: { title: '', next: '' },
    'not-yet': {
      title: '卡还没有启用',
      next: '领到卡并启用后，这里就会出现卡码。请带身份证到发卡银行的人才服务窗口领取。',
    },
    suspended: {
      title: '卡暂时停用',
      next: '停用期间不能出示卡码。如有疑问，或需要恢复使用，请与州委人才办联系，我们会尽快为您核实。',
    },
    ended: {
      title: '卡的权益已经结束',
      next: '感谢您为楚雄所做的一切。如需了解情况，请与州委人才办联系。',
    },
    expired: {
      title: '卡已到期',
      next: '仍在岗的，可以换发新卡：请本人或所在单位与州委人才办联系。',
    },
  },
  notices: {
    expiring: (day: string) =>
      `卡将于 ${day} 到期。仍在岗的，请现在就由本人或所在单位与州委人才办联系换发，免得中断。`,
    reissued: (day: string) => `${day} 已换发新卡，旧卡不能再用。请到发卡银行的人才服务窗口领取新卡。`,
    resumed: (day: string) => `${day} 起恢复使用，一切照常。`,
  },
  toBenefits: '我的权益',
  toBenefitsNote: '办什么、去哪里办',
  toVisits: '使用记录与评价',
  toVisitsNote: '看看、说说',
  plasticLost: '实体卡已挂失，不能再用。手机上的卡照常有效；补卡请到发卡银行的人才服务窗口。',
}
