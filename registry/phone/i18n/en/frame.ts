// As in zh/frame.ts.
import type { Texts } from '../texts.ts'

export const frame: Texts['frame'] = {
  product: 'Xingchu Huicai Card',
  owner: 'Chuxiong Yi Autonomous Prefecture',
  skip: 'Skip to content',
  nav: 'Pages',
  loading: 'One moment…',
  retry: 'Try again',
  back: 'Back',
  offline: 'No connection: this is what was there last time',
  otherLanguage: '中文',
  largeType: 'Large type',
  normalType: 'Normal type',
  missing: 'This page did not open; there may be no connection.',
  notFound: 'There is no such page',
  pages: {
    card: 'Card',
    benefits: 'Benefits',
    sites: 'Where',
    appointments: 'Appointment',
    visits: 'Visits',
    apply: 'Apply',
    me: 'Me',
  },
}
