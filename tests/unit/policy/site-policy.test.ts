// What a site may do, as it comes over the wire from registries older and newer than this terminal.
import { expect, test } from 'vitest'
import { DEFAULT_POLICY, sitePolicy } from '../../../core/policy/site-policy.ts'
import { siteProfile } from '../../../core/sync/wire.ts'

const SITE = {
  siteId: 'people-hospital',
  siteName: { zh: '楚雄州人民医院', en: 'People’s Hospital' },
  siteKind: 'hospital-checkup',
  county: '楚雄市',
  windowName: { zh: '二号', en: 'two' },
  itemIds: null,
}

test('an older registry says nothing of a policy, and the careful defaults hold', () => {
  expect(siteProfile.parse(SITE).policy).toEqual(DEFAULT_POLICY)
  expect(DEFAULT_POLICY).toMatchObject({ badgeAlone: false, training: 'supervisor', voidDays: 7 })
})

test('a word of a newer registry that nobody here knows falls back to the default of its field alone', () => {
  const { policy } = siteProfile.parse({
    ...SITE,
    policy: { idleSeconds: 60, receipt: 'by-drone', kiosk: 'on', somethingNew: 1 },
  })
  expect(policy).toEqual({ ...DEFAULT_POLICY, idleSeconds: 60, kiosk: 'on' })
  expect(siteProfile.parse({ ...SITE, policy: 'none' }).policy).toEqual(DEFAULT_POLICY)
})

test('no policy opens a verdict that must never be overridden', () => {
  const { overrides } = sitePolicy.parse({ overrides: ['U-31', 'N-22', 'N-11', 'N-12', 'N-21', 'X-1'] })
  expect(overrides).toEqual(['U-31'])
  expect(sitePolicy.parse({ overrides: [] }).overrides).toEqual([])
})
