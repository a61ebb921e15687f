// Every state of the phone pages that a holder or an applicant can come to, in both languages and both sizes of type:
// nothing for axe to say, nothing clipped from 320 to 430 px. Two people of the same fate, one phone each.
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCardNumber } from '../../core/card/card-number.ts'
import { addDays } from '../../core/policy/calendar.ts'
import { REFUSAL_CAUSES } from '../../core/sync/wire.ts'
import type { NewHolder } from '../../registry/holders.ts'
import { idNumber } from '../../registry/seed.ts'
import * as story from '../support/application-story.ts'
import { type ConsoleClient, consoleClient, staffMember } from '../support/console-client.ts'
import { goTo, type Looks, twoLooks } from '../support/phone-looks.ts'
import { type PhoneWorld, phoneWorld } from '../support/phone-world.ts'
import { pngPicture } from '../support/proofs.ts'
import { pushRecords } from '../support/pushed-records.ts'

const DAY = 86_400
const BY = { actor: 'test', reason: 'test' }
const HOSPITAL = 'records-hospital'
let world: PhoneWorld
let people = 0

beforeAll(async () => {
  world = await phoneWorld()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

type Pair = readonly [string, string]

/** Two cards of the same standing. */
async function cards(more: Partial<NewHolder> = {}): Promise<Pair> {
  const made = [1, 2].map((): NewHolder => {
    people += 1
    return {
      card: makeCardNumber('5323', people),
      tier: 'A',
      name: '沐春海',
      pinyin: 'mu chun hai',
      idNumber: idNumber('532301', 8000 + people),
      provincial: null,
      expiresAt: world.registry.now() + 20 * DAY,
      status: 'active',
      ...more,
    }
  })
  await world.registry.enterHolders(made, BY.actor, BY.reason)
  return [made[0]?.card ?? '', made[1]?.card ?? '']
}
const signedIn = (kind: 'holder' | 'applicant', numbers: Pair): Promise<Looks> =>
  twoLooks((options, person) => world.signedIn(kind, numbers[person], options))
const shown = (page: Page, id: string) => page.getByTestId(id).first().waitFor()

test('signing in: at first, a code on its way, a wrong one, too many asked for', async () => {
  const looks = await twoLooks(options => world.visitor(options))
  await looks.at('at first', page => shown(page, 'number'))
  const mobiles = ['13908785001', '13908785002']
  await looks.at('a wrong code', async page => {
    await page.getByTestId('kind-applicant').check({ force: true })
    await page.getByTestId('number').fill(mobiles.pop() ?? '')
    await page.getByTestId('send-code').click()
    await shown(page, 'code-sent')
    await page.getByTestId('code').fill('000000')
    await page.getByTestId('sign-in').click()
    await page.locator('[data-code=wrong-code]').waitFor()
  })
  await looks.close()
  const again = await twoLooks(options => world.visitor(options))
  await again.at('too many, and no number', async page => {
    await page.getByTestId('kind-applicant').check({ force: true })
    await page.getByTestId('number').fill('13908785001')
    await page.getByTestId('send-code').click()
    await page.locator('[data-code=too-many-requests]').waitFor()
    await page.getByTestId('number').fill('12')
    await page.getByTestId('sign-in').click()
    await page.locator('.field-fault').waitFor()
  })
  await again.close()
})

test('the card: good and soon to end, large, without codes, in doubt, lost, stopped, in force again, issued anew, ended', async () => {
  const numbers = await cards()
  const looks = await signedIn('holder', numbers)
  const change = async (act: 'suspend' | 'resume' | 'lost' | 'reissue' | 'left'): Promise<void> => {
    for (const card of numbers) expect((await world.registry.change(card, act, BY)).ok).toBe(true)
  }
  /** What a page does by itself when a network comes back. */
  const asked = (page: Page) => page.evaluate(() => dispatchEvent(new Event('online')))
  const standing = async (page: Page, of: string): Promise<void> => {
    await asked(page)
    await page.locator(`[data-testid=card-face][data-standing=${of}]`).waitFor()
  }
  await looks.at('good, ends soon', page =>
    page.locator('[data-testid=notice][data-kind=expiring]').waitFor(),
  )
  await looks.at('large code', async page => {
    await page.getByTestId('qr').click()
    await page.locator('.code-large').waitFor()
  })
  for (const { page } of looks.phones) await page.getByTestId('qr').click()
  await change('lost')
  await looks.at('the plastic is lost', async page => {
    await asked(page)
    await shown(page, 'plastic-lost')
  })
  await change('suspend')
  await looks.at('suspended', page => standing(page, 'suspended'))
  await change('resume')
  await looks.at('in force again', async page => {
    await asked(page)
    await page.locator('[data-testid=notice][data-kind=resumed]').waitFor()
  })
  await change('reissue')
  await looks.at('issued anew', async page => {
    await asked(page)
    await page.locator('[data-testid=notice][data-kind=reissued]').waitFor()
  })
  await change('left')
  await looks.at('ended', page => standing(page, 'ended'))
  await looks.close()

  for (const [of, more] of [
    ['not-yet', { status: 'pending' }],
    ['expired', { expiresAt: world.registry.now() - DAY }],
  ] as const) {
    const others = await signedIn('holder', await cards(more))
    await others.at(of, page => page.locator(`[data-testid=card-face][data-standing=${of}]`).waitFor())
    await others.close()
  }

  const cutOff = await signedIn('holder', await cards())
  await cutOff.at('the clock was set', async page => {
    await shown(page, 'qr')
    await page.context().setOffline(true)
    await page.evaluate(() => {
      const real = Date.now
      Date.now = () => real() + 3_600_000
    })
    await page.locator('[data-testid=no-code][data-why=clock]').waitFor()
  })
  await cutOff.close()
})

test('benefits, places, visits with all that can become of one, appointments, me, and an address that is none', async () => {
  const { registry } = world
  const numbers = await cards()
  const visits = numbers.flatMap(card => [
    { card, visit: randomUUID(), item: '1.2', rating: 1, comment: '等了一个小时，窗口没有人' },
    { card, visit: randomUUID(), item: '11.1', relation: 'child' as const, quantity: 3, rating: 2 },
    { card, visit: randomUUID(), item: '1.1', rating: 1, comment: '改天再来' },
    { card, visit: randomUUID(), item: '5.2', amountCny: 3000, rating: 5 },
    { card, visit: randomUUID(), item: '1.1' },
    ...[...REFUSAL_CAUSES, undefined].map(cause => ({
      ...{
        card,
        visit: randomUUID(),
        kind: 'refusal' as const,
        item: null,
        relation: null,
        outcome: 'no' as const,
      },
      ...(cause !== undefined && { cause }),
    })),
  ])
  // An hour apart: two at one place in one minute would bear one name.
  await pushRecords(
    registry,
    visits.map((visit, i) => ({ ...visit, at: registry.now() - (i + 1) * 3600 })),
  )
  const opened = await registry.followUps.list({ items: null, state: 'open', site: null })
  const ofEach = numbers.flatMap(card => [...opened.filter(f => f.card === card).entries()])
  expect(ofEach.length).toBe(6)
  for (const [i, { terminal, visit }] of ofEach) {
    const take = (step: 'contact' | 'settle') =>
      registry.followUps.take(null, { terminal, visit }, step, {
        actor: 'zhou',
        note: '已电话联系，致歉；窗口已增派一人，并已告知该院。',
      })
    if (i > 0) await take('contact')
    if (i > 1) await take('settle')
  }
  await registry.changeSitePolicy(HOSPITAL, { appointments: true })
  const { first } = registry.appointments.days()
  for (const card of numbers)
    for (const [ahead, become] of ['requested', 'confirmed', 'declined', 'withdrawn'].entries()) {
      const day = addDays(first, ahead)
      const made = await registry.appointments.request(card, {
        site: HOSPITAL,
        item: '1.1',
        day,
        part: 'morning',
      })
      if (!made.ok) throw new Error(made.error.code)
      const { id } = made.value
      const by = { actor: 'zhou', words: '请到三楼 2 号窗口，带好身份证。' }
      if (become === 'confirmed') await registry.appointments.decide(null, id, 'confirm', by)
      if (become === 'declined') await registry.appointments.decide(null, id, 'decline', by)
      if (become === 'withdrawn') await registry.appointments.withdraw(card, id)
    }

  const looks = await signedIn('holder', numbers)
  await looks.at('benefits', async page => {
    await page.getByTestId('tab-benefits').click()
    await shown(page, 'benefit-1.2')
  })
  for (const item of ['1.1', '1.2', '2.1', '5.2', '11.1', '12.1'])
    await looks.at(`benefit ${item}`, async page => {
      await goTo(page, `/benefits/${item}`)
      await shown(page, 'benefit-state')
      // What the family used stands there, too.
      if (item === '11.1') await page.locator('[data-testid=use][data-whom=child]').waitFor()
    })
  await looks.at('places', async page => {
    await goTo(page, '/sites')
    await shown(page, 'site')
  })
  await looks.at('no such place', async page => {
    await goTo(page, '/sites/12.1')
    await page.locator('main .quiet').waitFor()
  })
  await looks.at('asking for a half day', async page => {
    await goTo(page, '/appointments/1.1')
    await page.getByTestId('appointment-site').selectOption(HOSPITAL)
    await page.getByTestId('appointment-day').selectOption(first)
    await page.getByTestId('ask-appointment').click()
    await page.locator('[data-code=booked-already]').waitFor()
  })
  await looks.at('nowhere to ask', async page => {
    await goTo(page, '/appointments/12.1')
    await page.locator('main p.sheet').waitFor()
  })
  await looks.at('visits', async page => {
    await page.getByTestId('tab-visits').click()
    for (const state of ['open', 'contacted', 'settled'])
      await page.locator(`[data-testid=follow-up][data-state=${state}]`).waitFor()
    await page.locator('[data-testid=appointment][data-state=declined]').waitFor()
    await shown(page, 'refused')
  })
  await looks.at('a low grade, and an appointment to be taken back', async page => {
    await page.getByTestId('grade-1').first().check({ force: true })
    await shown(page, 'comment')
    await page.getByTestId('withdraw').first().click()
    await shown(page, 'withdraw-sure')
  })
  await looks.at('me', async page => {
    await page.getByTestId('tab-me').click()
    await shown(page, 'phone')
  })
  await looks.at('no such page', page => goTo(page, '/nothing'))
  await looks.close()
})

test('a B card that nobody has used yet', async () => {
  const looks = await signedIn('holder', await cards({ tier: 'B' }))
  await looks.at('card', async page => {
    await page.locator('.card-face.tier-b').waitFor()
    await shown(page, 'qr')
    expect(await page.getByTestId('specimen').count()).toBe(0)
  })
  await looks.at('not for this tier', async page => {
    await goTo(page, '/benefits/1.2')
    await shown(page, 'benefit-state')
  })
  await looks.at('no visits', async page => {
    await page.getByTestId('tab-visits').click()
    await page.locator('main p.sheet').waitFor()
  })
  await looks.close()
})

test('applying: the choice, the form with its faults, on its way, sent back, refused, objected to, withdrawn, begun again', async () => {
  const { registry, url } = world
  const applicants = [story.applicant(), story.applicant()] as const
  const unit = await consoleClient(url, await staffMember(registry, 'unit', '州卫生健康委'))
  const office = await consoleClient(url, await staffMember(registry, 'office'))
  const side = registry.applications.applicant
  const looks = await signedIn('applicant', [applicants[0].mobile, applicants[1].mobile])
  const each = async (act: (who: story.Applicant, id: string) => Promise<unknown>): Promise<void> => {
    for (const who of applicants) await act(who, (await side.mine(who.mobile))[0]?.id ?? '')
  }
  const decide = (
    client: ConsoleClient,
    name: 'applications.review' | 'applications.decide',
    decision: object,
  ) => each((_, id) => story.decide(client, name, id, decision, '请补充职称证书，或说明业绩的出处。'))
  const stage = (name: string, of: string) =>
    looks.at(name, async page => {
      await page.reload()
      await page.locator(`[data-testid=stage][data-stage=${of}]`).waitFor()
    })

  await looks.at('the choice, one opened', async page => {
    await page.getByTestId('clause-A2').click()
    await shown(page, 'begin-A')
  })
  for (const { page } of looks.phones) await page.getByTestId('begin-A').click()
  await looks.at('the form, sent with its faults', async page => {
    await page.getByTestId('send-application').click()
    await shown(page, 'fix')
    await page.getByTestId('discard').click()
  })
  await each((who, id) => side.save(who.mobile, id, who.facts))
  await stage('the form, without a proof', 'draft')
  await looks.at('a proof is missing', async page => {
    await page.getByTestId('send-application').click()
    await page.locator('[data-code=proof-missing]').waitFor()
  })
  await each((who, id) =>
    side.addProof(who.mobile, id, { name: '入选文件.png', purpose: 'proof', bytes: pngPicture() }),
  )
  await each((who, id) => side.send(who.mobile, id))
  await stage('with the employer', 'employer')
  await decide(unit, 'applications.review', { kind: 'return' })
  await stage('sent back', 'returned')
  await each((who, id) => side.send(who.mobile, id))
  await each((_, id) => story.reviewByUnit(unit, id, registry.applications.today()))
  await decide(office, 'applications.decide', { kind: 'refuse' })
  await stage('refused', 'refused')
  await looks.at('an objection', async page => {
    await page.getByTestId('object').click()
    await shown(page, 'object-why')
  })
  await each((who, id) => side.decide(who.mobile, id, { kind: 'object' }, '附上新的获奖证书。'))
  await stage('objected to', 'objected')
  await each((who, id) => side.decide(who.mobile, id, { kind: 'withdraw' }, '调离楚雄'))
  await stage('withdrawn', 'withdrawn')
  await each(who => side.begin(who.mobile, { clause: 'F1', tier: 'B' }))
  await stage('begun again, with the one before', 'draft')
  await looks.at('me, as an applicant', async page => {
    await page.getByTestId('tab-me').click()
    await shown(page, 'phone')
  })
  await looks.close()
})
