// As in zh/benefits.ts.
import type { Quota } from '../../../../core/policy/catalogue.ts'
import type { Texts } from '../texts.ts'

const money = (yuan: number): string => `CNY ${yuan.toLocaleString('en')}`
const state: Texts['benefits']['state'] = {
  available: 'Available now',
  'used-up': 'Used up',
  'not-for-tier': 'For tier A',
  'not-yet': 'Not yet in force',
  'no-longer': 'No longer in force',
}
function left(quota: Quota, n: number): string {
  switch (quota.kind) {
    case 'times':
      return `${n} left this year`
    case 'amount':
      return `${money(n)} left this month`
    case 'years':
      return `${n} years left`
    case 'tickets':
      return `${n} a visit, yours included`
  }
}

export const benefits: Texts['benefits'] = {
  title: 'My benefits',
  allSites: 'Places by county',
  theseSites: 'See where',
  state,
  left,
  brief: benefit =>
    benefit.state === 'available' && benefit.quota !== null
      ? left(benefit.quota, benefit.left ?? 0)
      : state[benefit.state],
  money,
  physicalOnly: 'Financial services want the card itself; the code on the phone will not do.',
  idCardAlone: 'For this one your resident ID card will do as well.',
  papers: 'What to bring',
  plastic: 'The Huicai card itself',
  cardOrPhone: 'The code on this phone, or the card',
  onlyFor: whom => `When it is for: ${whom.join(', ')}`,
  conditions: 'On what conditions',
  whom: 'For whom',
  uses: 'When it was used, and by whom',
  together: 'Family members come together with you.',
  where: 'Where',
  clause: clause => `Rests on: Implementing Rules, ${clause}`,
  comma: ', ',
  county: 'County',
  kind: 'Kind',
  all: 'All',
  noSites: 'No such place is listed yet.',
  relation: {
    self: 'yourself',
    spouse: 'spouse',
    child: 'child',
    'minor-child': 'minor child',
    parent: 'parents',
    'spouse-parent': 'spouse’s parents',
    'child-family': 'child’s family',
    company: 'your company',
  },
  siteKind: {
    hospital: 'Designated hospital',
    'hospital-checkup': 'Designated hospital, with check-up',
    education: 'Education office',
    'service-hall': 'Talent window of the service hall',
    'police-household': 'Police household window',
    'exit-entry': 'Exit-entry window',
    'vehicle-office': 'Vehicle office',
    'housing-office': 'Housing office',
    'housing-fund': 'Housing-fund window',
    'medical-insurance': 'Medical-insurance window',
    'tax-hall': 'Tax hall',
    station: 'Railway or coach station',
    hotel: 'Designated hotel or homestay',
    'scenic-area': 'Scenic area rated A',
    bank: 'Fudian Bank branch',
  },
}
