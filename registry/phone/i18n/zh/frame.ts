// The frame around every page.
export const frame = {
  product: '兴楚惠才卡',
  owner: '楚雄彝族自治州',
  skip: '跳到正文',
  nav: '页面',
  loading: '请稍候…',
  retry: '再试一次',
  back: '返回',
  offline: '没有网络，显示的是上次的内容',
  otherLanguage: 'English',
  largeType: '大字',
  normalType: '标准字',
  notFound: '没有这个页面',
  pages: {
    card: '卡',
    benefits: '权益',
    sites: '在哪里办',
    appointments: '预约',
    visits: '记录',
    apply: '申报',
    me: '我的',
  },
}
