// The pictures of applying, taken by `npm run screens` (screens.ts): an applicant's phone, and the console's queues, one application, a notice.
// Also by itself, `node scripts/screens-applications.ts`; a picture is never edited by hand.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { idNumber } from '../registry/seed.ts'
import * as story from '../tests/support/application-story.ts'
import { consoleClient, staffMember } from '../tests/support/console-client.ts'
import { open } from '../tests/support/console-world.ts'
import { phoneWorld } from '../tests/support/phone-world.ts'
import { pngPicture } from '../tests/support/proofs.ts'
import { ensureBuilt } from './build.ts'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screens')
const MOBILE = '13908783001'

export async function takeApplicationScreens(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const world = await phoneWorld()
  const { registry, url } = world
  const take = async (page: Page, name: string): Promise<void> => {
    await page.evaluate(() => scrollTo(0, 0))
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(FOLDER, `${name}.png`) })
    process.stderr.write(`${name}\n`)
  }

  const { page } = await world.signedIn('applicant', MOBILE)
  await page.getByTestId('clause-A2').click()
  await page.getByTestId('begin-A').waitFor()
  await take(page, 'phone-apply-clause')
  await page.getByTestId('begin-A').click()
  for (const [field, value] of [
    ['name', '杨明芳'],
    ['idNumber', idNumber('532301', 7001)],
    ['employer', '楚雄州人民医院'],
    ['position', '主任医师'],
    ['statement', '2024 年入选省委联系专家，在楚雄工作八年，主持省级课题两项。'],
  ] as const)
    await page.getByTestId(field).fill(value)
  await page.getByTestId('industry').selectOption('health')
  await page
    .getByTestId('file-proof')
    .setInputFiles({ name: '入选文件.png', mimeType: 'image/png', buffer: pngPicture() })
  await page.getByTestId('proof-list').getByText('入选文件.png').waitFor()
  await take(page, 'phone-apply-form')
  await page.getByTestId('send-application').click()
  await page.getByTestId('application-number').waitFor()
  const id = (await page.getByTestId('application-number').textContent()) ?? ''

  const unit = await consoleClient(url, await staffMember(registry, 'unit', '州卫生健康委'))
  const clerk = await consoleClient(url, await staffMember(registry, 'office'))
  const today = registry.applications.today()
  const others: string[] = []
  for (const name of ['罗国强', '普春花', '鲁建平', '起明辉', '夏文静'])
    others.push(await story.apply(registry, story.applicant({ name })))
  const [first = '', second = '', third = ''] = others
  for (const each of [id, first, second, third]) await story.reviewByUnit(unit, each, today)
  for (const each of [id, first]) await story.clear(registry, clerk, each, today)

  const office = await world.staffPage('office')
  await open(office, `/applications/${id}`)
  await office.getByTestId('application-history').getByText('回复日期').first().waitFor()
  await take(office, 'console-application')
  const { notice } = await story.putOnNotice(clerk, [id, first])
  await open(office, '/applications')
  await office.getByTestId('open-application').first().waitFor()
  await take(office, 'console-applications')
  await office.getByRole('button', { name: /待人才办审核/ }).click()
  await office.getByTestId(`choose-${second}`).waitFor()
  await office.getByTestId('choose-all').click()
  await office.getByTestId('many-office').click()
  await office.getByTestId('decision').waitFor()
  await take(office, 'console-applications-decision')
  await open(office, `/applications/notices/${notice}`)
  await office.getByTestId('notice-entries').getByText('杨明芳').waitFor()
  await take(office, 'console-notice')

  await page.reload()
  await page.locator('[data-testid=stage][data-stage=notice]').waitFor()
  await take(page, 'phone-apply-way')
  await world.end()
}

if (import.meta.main) {
  await ensureBuilt()
  await takeApplicationScreens()
  process.exit(0)
}
