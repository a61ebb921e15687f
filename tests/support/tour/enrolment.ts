// A terminal's first minutes: the code, a wrong one, the right one, and the sign-in.
// Nothing is set up behind the screens: what the later stops stand on was done here.
import { codeFor, HOSPITAL } from '../../../scripts/demo/world.ts'
import { band, CLERK, signIn } from '../e2e-world.ts'
import { type Guide, press, type Stop, there, write } from './guide.ts'

async function enrol(guide: Guide, code: string): Promise<void> {
  await write(guide, 'enrol-code', code)
  await write(guide, 'enrol-number', CLERK.number)
  await write(guide, 'enrol-name', CLERK.name)
  await write(guide, 'enrol-pin', CLERK.pin)
  await write(guide, 'enrol-pinAgain', CLERK.pin)
  await press(guide, 'enrol-submit')
}

export const ENROLMENT: readonly Stop[] = [
  { name: 'enrol', reach: async guide => await there(guide, 'enrol-code') },
  {
    name: 'enrol-refused',
    async reach(guide) {
      const code = await codeFor(guide.world.registry(), HOSPITAL)
      await enrol(guide, code.replace(/ [0-9A-HJKMNP-TV-Z]{5}-/, ' 00000-'))
      await guide.page.getByRole('alert').waitFor()
    },
    async leave(guide) {
      await enrol(guide, await codeFor(guide.world.registry(), HOSPITAL))
    },
  },
  { name: 'sign-in', reach: async guide => await there(guide, 'signin-number') },
  {
    name: 'sign-in-refused',
    async reach(guide) {
      await write(guide, 'signin-number', CLERK.number)
      await write(guide, 'signin-pin', '999111')
      await press(guide, 'signin-submit')
      await guide.page.getByRole('alert').waitFor()
    },
    async leave({ page }) {
      await page.getByTestId('signin-number').fill('')
      await signIn(page)
      await band(page, 'ready').waitFor()
      await page.locator('[data-status=holders][data-lamp=ok]').waitFor()
    },
  },
]
