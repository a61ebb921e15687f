// The phone pages' shell in a real browser: light, and from one host alone.
// Signed in on one device; what another device knows of it is nothing.
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PhoneWorld, phoneWorld } from '../support/phone-world.ts'

/** Bytes, gzipped: the page with all that it loads before it can be used. */
const FIRST_LOAD = 120_000

let world: PhoneWorld
const MOBILE = '13908780001'
beforeAll(async () => {
  world = await phoneWorld()
})
afterAll(async () => {
  await world.end()
  expect(world.faults).toEqual([])
})

test('the first load, signed in and out, stays under 120 kB gzip and comes from the registry alone', async () => {
  const { page, context } = await world.visitor()
  const sizes = new Map<string, number>()
  page.on('response', async response => {
    if (/\/test-font\//.test(response.url())) return
    sizes.set(response.url(), gzipSync(await response.body().catch(() => Buffer.alloc(0))).length)
  })
  await page.reload({ waitUntil: 'networkidle' })
  await page.getByTestId('number').waitFor()
  await world.signIn({ page, context }, 'applicant', MOBILE)
  // Signed in is: what he came for stands there, with all that it took.
  await page.getByTestId('clause-A1').waitFor()
  await page.waitForLoadState('networkidle')
  const scripts = [...sizes.keys()].filter(url => url.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(1)
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  expect(total).toBeLessThan(FIRST_LOAD)
  await context.close()
})

test('a wrong code is refused in words; the right one signs in, and stays so after the page is opened again', async () => {
  const phone = await world.visitor()
  const { page } = phone
  await page.getByTestId('kind-applicant').check({ force: true })
  await page.getByTestId('number').fill('13908780002')
  await page.getByTestId('code').fill('000000')
  await page.getByTestId('sign-in').click()
  await page.locator('[data-code=wrong-code]').waitFor()
  await world.signIn(phone, 'applicant', '13908780002')
  await page.reload()
  await page.getByTestId('tab-me').click()
  await page.getByText('13908780002').waitFor()
  expect(page.url()).not.toContain('13908780002')
  await page.getByTestId('type-large').check({ force: true })
  await page.locator('html[data-type=large]').waitFor()
  // Clicked, not checked: the first English words are loaded before the choice stands.
  await page.getByTestId('language-en').click({ force: true })
  await page.locator('html[lang=en]').waitFor()
  await page.locator('main h1').getByText('Me', { exact: true }).waitFor()
  await phone.context.close()
})

test('signing out leaves nothing of anybody on the phone', async () => {
  const one = await world.signedIn('applicant', '13908780003')
  await one.page.getByTestId('tab-me').click()
  await one.page.getByTestId('phone').waitFor()
  await expect.poll(() => one.page.getByTestId('phone').count()).toBe(1)
  await one.page.getByTestId('sign-out').click()
  await one.page.getByTestId('number').waitFor()
  const left = await one.page.evaluate(async () => {
    const open = indexedDB.open('xhc-phone')
    await new Promise(resolve => {
      open.onsuccess = resolve
    })
    const names = [...open.result.objectStoreNames]
    const counts = names.map(name => open.result.transaction(name).objectStore(name).count())
    await new Promise(resolve => setTimeout(resolve, 200))
    return [...counts.map(c => c.result), document.cookie]
  })
  expect(left).toEqual([0, 0, 0, ''])
  await one.context.close()
})

test('the device’s keys cannot be had out of it', async () => {
  const phone = await world.signedIn('applicant', '13908780004')
  const exported = await phone.page.evaluate(async () => {
    const open = indexedDB.open('xhc-phone')
    await new Promise(resolve => {
      open.onsuccess = resolve
    })
    const request = open.result.transaction('device').objectStore('device').get('keys')
    await new Promise(resolve => {
      request.onsuccess = resolve
    })
    const { signing, sealing } = request.result as { signing: CryptoKeyPair; sealing: CryptoKey }
    const ways = [
      ['pkcs8', signing.privateKey],
      ['jwk', signing.privateKey],
      ['raw', sealing],
      ['jwk', sealing],
    ] as const
    return await Promise.all(
      ways.map(async ([format, key]) =>
        crypto.subtle.exportKey(format, key).then(
          () => 'exported',
          () => 'refused',
        ),
      ),
    )
  })
  expect(exported).toEqual(['refused', 'refused', 'refused', 'refused'])
  await phone.context.close()
})
