// POST /v1/photo: the picture of the holder who stands at a window, for eyes to compare; the terminal keeps it nowhere.
// For active terminals of sites that want it; each one that is given is on the trail before it leaves.
import { LARGEST_PHOTO, type PhotoAnswer, photoQuestion } from '../../core/sync/wire.ts'
import { attemptLimiter } from '../attempt-limiter.ts'
import { parseJson, type Routes } from './context.ts'

/** Of one terminal: far more than a queue brings, far fewer than it takes to copy the register. */
export const LOOKS = { count: 100, seconds: 600 } as const

export const photoRoutes: Routes = (app, { registry, refuse, activeTerminalOf }) => {
  const looks = attemptLimiter(LOOKS.count, LOOKS.seconds)
  app.post('/v1/photo', async (request, reply) => {
    const terminal = await activeTerminalOf(request, reply)
    if (terminal === null) return reply
    const asked = photoQuestion.safeParse(parseJson(request.body))
    if (!asked.success) return refuse(reply, 'bad-request', 'a card is needed')
    if (!looks.mayTry(terminal.id, registry.now()))
      return refuse(reply, 'too-many-requests', 'more pictures than a window has holders')
    const { card } = asked.data
    const { policy, siteName, windowName } = terminal.site
    const photo = policy.photo ? await registry.office.photo(card) : null
    // Pictures entered before terminals could show them may be too large to be sent about.
    if (photo === null || photo.bytes.length > LARGEST_PHOTO)
      return { card, photo: null } satisfies PhotoAnswer
    await registry.staff.note({
      ...{ login: terminal.id, role: null, act: 'window.photo', subject: card },
      ...{ why: `${siteName.zh} ${windowName.zh}`, outcome: 'asked' },
    })
    const body = photo.bytes.toString('base64')
    return { card, photo: { type: photo.type, body } } satisfies PhotoAnswer
  })
}
