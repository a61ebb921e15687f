// Applying on a phone in a real browser, and the office's side in its console, on one registry: from the choice of a clause to a card.
// Each hostile file goes through the page as an applicant would send it, and is refused in words.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errors } from '../../registry/phone/i18n/zh/errors.ts'
import { idNumber } from '../../registry/seed.ts'
import * as story from '../support/application-story.ts'
import { consoleClient, staffMember } from '../support/console-client.ts'
import { open, violations } from '../support/console-world.ts'
import { clipped, type Phone, type PhoneWorld, phoneWorld } from '../support/phone-world.ts'
import { freshStore, STORES } from '../support/postgres.ts'
import * as made from '../support/proofs.ts'

const PICTURES = process.env['XHC_PICTURES']
const picture = async (page: Page, name: string): Promise<void> => {
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
}

const stage = (phone: Phone) => phone.page.getByTestId('stage').getAttribute('data-stage')
const reopened = async (phone: Phone): Promise<void> => {
  await phone.page.reload()
  await phone.page.getByTestId('stage').waitFor()
}
async function attach(
  page: Page,
  purpose: string,
  name: string,
  mimeType: string,
  buffer: Buffer,
): Promise<void> {
  const field = page.getByTestId(`file-${purpose}`)
  // A large one goes by its path: it would take long through the browser's own protocol.
  if (buffer.length < 1_000_000) return await field.setInputFiles({ name, mimeType, buffer })
  const folder = mkdtempSync(join(tmpdir(), 'huicai-proof-'))
  writeFileSync(join(folder, name), buffer)
  await field.setInputFiles(join(folder, name))
  await page.getByTestId('proof-refused').waitFor()
  rmSync(folder, { recursive: true, force: true })
}

describe.each(STORES)('applying on %s', store => {
  let world: PhoneWorld
  let stopStore: () => Promise<void>
  beforeAll(async () => {
    const { url, stop } = await freshStore(store)
    stopStore = stop
    world = await phoneWorld(url)
  })
  afterAll(async () => {
    await world.end()
    await stopStore()
    expect(world.faults).toEqual([])
  })

  test('chosen, written, left and come back to, proven, sent; sealed, reviewed, decided, followed to the notice', async () => {
    const phone = await world.signedIn('applicant', '13908781001')
    const { page } = phone
    await page.getByTestId('clause-A2').click()
    await page.getByTestId('begin-A').waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'apply-choose')
    await page.getByTestId('begin-A').click()
    await page.getByTestId('name').fill('杨明芳')
    await page.getByTestId('idNumber').fill('53230119800101001X')
    await page.getByTestId('employer').fill('楚雄州人民医院')
    await page.getByTestId('position').click()
    await page.getByTestId('saved').getByText('已保存').waitFor()
    await reopened(phone)
    await expect.poll(() => page.getByTestId('name').inputValue()).toBe('杨明芳')
    await page.getByTestId('send-application').click()
    await page.getByTestId('fix').waitFor()
    await expect.poll(() => page.locator('.field-fault').count()).toBeGreaterThan(2)
    expect(await violations(page)).toEqual([])
    await picture(page, 'apply-faults')
    await page.getByTestId('idNumber').fill(idNumber('532301', 7001))
    await page.getByTestId('position').fill('主任医师')
    await page.getByTestId('industry').selectOption('health')
    await page.getByTestId('statement').fill('2024 年入选省委联系专家，在楚雄工作八年，主持省级课题两项。')
    await page.getByTestId('send-application').click()
    await page.locator('[data-code=proof-missing]').waitFor()
    await attach(page, 'proof', '入选文件.jpg', 'image/jpeg', made.jpegWithMore())
    await page.getByTestId('proof-list').getByText('入选文件.jpg').waitFor()
    await attach(page, 'proof', '聘用合同.pdf', 'application/pdf', await made.pdfPaper())
    await page.getByTestId('proof-list').getByText('聘用合同.pdf').waitFor()
    for (const width of [320, 430]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await clipped(page), `${width}`).toEqual([])
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await picture(page, 'apply-form')
    await page.getByTestId('send-application').click()
    await page.getByTestId('application-number').waitFor()
    expect(await stage(phone)).toBe('employer')
    const id = (await page.getByTestId('application-number').textContent()) ?? ''
    const [form] = await Promise.all([page.waitForEvent('download'), page.getByTestId('form-pdf').click()])
    expect(
      readFileSync(await form.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    await attach(page, 'sealed-form', '申报表.png', 'image/png', made.pngPicture())
    await page.getByTestId('proof-list').getByText('申报表.png').waitFor()
    expect(await violations(page)).toEqual([])
    await picture(page, 'apply-way')

    // The unit: its queue, the proof looked at, the seal recorded, sent back once, agreed.
    const unit = await world.staffPage('unit', '州卫生健康委')
    await open(unit, '/applications')
    await unit.getByText(id).waitFor()
    expect(await violations(unit)).toEqual([])
    await picture(unit, 'console-queue')
    await unit.getByTestId('open-application').first().click()
    await unit.getByTestId('application-facts').getByText('杨*芳').waitFor()
    await unit.getByTestId('look').click()
    await unit.getByTestId('look-why').fill('核对身份')
    await unit.getByTestId('look-ask-submit').click()
    await unit.getByTestId('application-facts').getByText('杨明芳').waitFor()
    await unit.getByTestId('view-3').click()
    await unit.getByTestId('proof-picture').waitFor()
    await expect
      .poll(() => unit.getByTestId('proof-picture').evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBe(60)
    expect(await violations(unit)).toEqual([])
    await picture(unit, 'console-application')
    await unit.getByTestId('act-return').click()
    await unit.getByTestId('words').fill('请补充职称证书')
    await unit.getByTestId('decision-submit').click()
    await unit.getByTestId('answers-done').waitFor()
    await reopened(phone)
    await expect.poll(() => page.getByTestId('asked-for').textContent()).toBe('请补充职称证书')
    await attach(page, 'added', '职称证书.png', 'image/png', made.pngPicture())
    await page.getByTestId('proof-list').getByText('职称证书.png').waitFor()
    await page.getByTestId('send-application').click()
    await page.getByTestId('application-number').waitFor()
    await open(unit, `/applications/${id}`)
    await unit.getByTestId('act-employer').click()
    await unit.getByTestId('form').selectOption('uploaded')
    await unit.getByTestId('words').fill('同意推荐，公章清晰。')
    expect(await violations(unit)).toEqual([])
    await picture(unit, 'console-decision')
    await unit.getByTestId('decision-submit').click()
    await unit.getByTestId('act-industry').click()
    await unit.getByTestId('words').fill('材料齐全属实。')
    await unit.getByTestId('decision-submit').click()
    await unit.getByTestId('act-industry').waitFor({ state: 'detached' })

    // The office: decides, records opinions, puts out the notice with a second applicant, many at once.
    const { registry, url } = world
    const other = await story.apply(registry, story.applicant({ tier: 'B', clause: 'B1' }))
    const today = registry.applications.today()
    await story.reviewByUnit(
      await consoleClient(url, await staffMember(registry, 'unit', '州卫生健康委')),
      other,
      today,
    )
    const office = await world.staffPage('office')
    await open(office, '/applications')
    await office.getByRole('button', { name: /待人才办审核/ }).click()
    await office.getByTestId(`choose-${id}`).waitFor()
    await office.getByTestId('choose-all').click()
    await office.getByTestId('many-office').click()
    await office.getByTestId('words').fill('经研究，符合条件。')
    await office.getByTestId('decision-submit').click()
    await expect.poll(() => office.getByTestId('answers-done').textContent()).toContain('2')
    for (const { id: about } of registry.applications.policy.opinions) {
      await office.getByRole('button', { name: /征求意见中/ }).click()
      await office.getByTestId(`choose-${id}`).waitFor()
      await office.getByTestId('choose-all').click()
      await office.getByTestId('many-opinion').click()
      await office.getByTestId('about').selectOption(about)
      await office.getByTestId('words').fill('复函：无不良反映。')
      await office.getByTestId('decision-submit').click()
      await office.getByTestId('answers-done').waitFor()
    }
    await open(office, `/applications/${id}`)
    for (const { title } of registry.applications.policy.opinions)
      await office.getByTestId('application-history').getByText(`${title.zh} · 回复日期`).waitFor()
    await open(office, '/applications')
    await office.getByRole('button', { name: /待公示/ }).click()
    await office.getByTestId(`choose-${id}`).waitFor()
    await office.getByTestId('choose-all').click()
    await picture(office, 'console-chosen')
    await office.getByTestId('many-notice').click()
    await office.getByTestId('words').fill('州人民政府门户网站')
    await office.getByTestId('contact').fill('州委人才办 0878-3389000')
    await office.getByTestId('decision-submit').click()
    await office.getByTestId('answers-done').waitFor()
    await open(office, '/applications/notices')
    await office.getByTestId('notices').getByRole('link').first().click()
    await office.getByTestId('notice-entries').getByText('杨明芳').waitFor()
    expect(await violations(office)).toEqual([])
    await picture(office, 'console-notice')
    for (const [button, head] of [
      ['notice-pdf', '%PDF-'],
      ['notice-docx', 'PK'],
    ] as const) {
      const [file] = await Promise.all([office.waitForEvent('download'), office.getByTestId(button).click()])
      const bytes = readFileSync(await file.path())
      expect(bytes.subarray(0, head.length).toString('latin1')).toBe(head)
      if (PICTURES !== undefined) await file.saveAs(join(PICTURES, `notice.${button.slice(7)}`))
    }
    // Somebody objects while it hangs: that holds the card until it is settled, and is not for the applicant to read.
    await open(office, `/applications/${id}`)
    await office.getByTestId('act-objection').click()
    await office.getByTestId('words').fill('来电：业绩时间有误')
    await office.getByTestId('decision-submit').click()
    await office.getByTestId('act-settle').click()
    expect(await office.getByTestId('act-approve').count()).toBe(0)
    expect(await violations(office)).toEqual([])
    await office.getByTestId('words').fill('经核实，时间无误。')
    await office.getByTestId('decision-submit').click()
    await office.getByTestId('act-approve').waitFor()
    await reopened(phone)
    expect(await stage(phone)).toBe('notice')
    await expect.poll(() => page.getByTestId('way').locator('li').count()).toBeGreaterThan(7)
    // What the offices wrote to each other is not on his phone.
    expect(await page.getByTestId('way').textContent()).not.toMatch(/复函|来电|经核实/)
    await picture(page, 'apply-notice')
    await Promise.all([phone.context, unit.context(), office.context()].map(context => context.close()))
  })

  // What is refused never comes to the database.
  test.runIf(store === 'PGlite').each([
    ['an HTML page that calls itself a picture', '证书.png', 'image/png', made.htmlPage, 'proof-page'],
    ['an SVG with a script', '证书.svg', 'image/svg+xml', made.svgWithScript, 'proof-page'],
    ['a ZIP bomb that calls itself a PDF', '证书.pdf', 'application/pdf', made.zipBomb, 'proof-archive'],
    ['a picture that unpacks to far more than it says', '证书.png', 'image/png', made.pngBomb, 'proof-bomb'],
    ['a PDF that unpacks to thirty megabytes', '证书.pdf', 'application/pdf', made.pdfBomb, 'proof-bomb'],
    [
      'twenty megabytes',
      '证书.pdf',
      'application/pdf',
      () => Buffer.alloc(20_000_000, 37),
      'proof-too-large',
    ],
    ['a Word file', '证书.doc', 'application/msword', made.wordFile, 'proof-type'],
    ['a PDF with a script in it', '证书.pdf', 'application/pdf', made.pdfWithHiddenScript, 'proof-active'],
    ['a name with a path in it', '..\\..\\证书.png', 'image/png', () => made.pngPicture(), 'proof-name'],
  ] as const)('%s is refused in words, and nothing of it is kept', async (_, name, type, bytes, code) => {
    const { phone, id } = await drafting()
    await attach(phone.page, 'proof', name, type, bytes())
    const refused = phone.page.getByTestId('proof-refused')
    // The file of the test before was refused in the same place.
    await expect.poll(() => refused.textContent()).toBe(name + errors[code])
    const [kept] = await world.registry.applications.applicant.mine('13908781002')
    expect([kept?.id, kept?.proofs]).toEqual([id, []])
  })
  let draft: { readonly phone: Phone; readonly id: string } | null = null
  /** One phone and one draft for all of them. */
  async function drafting(): Promise<{ readonly phone: Phone; readonly id: string }> {
    if (draft !== null) return draft
    const mobile = '13908781002'
    const begun = await world.registry.applications.applicant.begin(mobile, { clause: 'B4', tier: 'B' })
    if (!begun.ok) throw new Error(begun.error.code)
    draft = { phone: await world.signedIn('applicant', mobile), id: begun.value }
    await picture(draft.phone.page, 'apply-draft')
    return draft
  }

  test('a refusal says why, and can be objected to; an application can be withdrawn, and another one begun', async () => {
    const { registry, url } = world
    const who = story.applicant()
    const id = await story.apply(registry, who)
    const office = await consoleClient(url, await staffMember(registry, 'office'))
    await story.reviewByUnit(office, id, registry.applications.today())
    await story.decide(office, 'applications.decide', id, { kind: 'refuse' }, '业绩材料不足以证明相当层次。')
    const phone = await world.signedIn('applicant', who.mobile, { language: 'en', large: true, width: 320 })
    const { page } = phone
    await page.getByText('业绩材料不足以证明相当层次。').waitFor()
    expect(await violations(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await picture(page, 'apply-refused-en-large')
    await page.getByTestId('object').click()
    await page.getByTestId('object-why').fill('附上新的获奖证书。')
    await page.getByTestId('object-confirm').click()
    await expect.poll(() => stage(phone)).toBe('objected')
    await page.getByTestId('withdraw').click()
    await page.getByTestId('withdraw-why').fill('调离楚雄')
    await page.getByTestId('withdraw-confirm').click()
    await expect.poll(() => stage(phone)).toBe('withdrawn')
    await page.getByTestId('apply-again').click()
    await page.getByTestId('clause-B4').waitFor()
    expect(await clipped(page)).toEqual([])
    await phone.context.close()
  })
})
