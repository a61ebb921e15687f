// POST /v1/enrol: a one-time code for an identity. Attempts are counted by address, good and bad alike.
// A code is told unknown, used or expired, and nothing else.
import { z } from 'zod'
import { type EnrolResponse, enrolRequest, PROTOCOL_VERSION } from '../../core/sync/wire.ts'
import { attemptLimiter } from '../attempt-limiter.ts'
import { parseJson, type Routes } from './context.ts'

const ENROL_ATTEMPTS = 20
/** Seconds. */
const ENROL_WINDOW = 10 * 60

export const enrolRoutes: Routes = (app, { registry, refuse }) => {
  const enrolling = attemptLimiter(ENROL_ATTEMPTS, ENROL_WINDOW)

  app.post('/v1/enrol', async (request, reply) => {
    if (!enrolling.mayTry(request.ip, registry.now()))
      return refuse(reply, 'too-many-requests', 'too many attempts, try again later')
    const body = parseJson(request.body)
    const asked = enrolRequest.safeParse(body)
    if (!asked.success) {
      const other = z.object({ protocol: z.number() }).safeParse(body)
      const newer = other.success && other.data.protocol !== PROTOCOL_VERSION
      return refuse(
        reply,
        newer ? 'protocol-version' : 'bad-request',
        newer ? 'another protocol version' : 'not an enrolment',
      )
    }
    const terminal = await registry.enrol(asked.data.secret, asked.data.publicKey)
    if (!terminal.ok) return refuse(reply, terminal.error.code, 'the enrolment code is not good')
    return {
      terminalId: terminal.value.id,
      site: terminal.value.site,
      rootKey: registry.keys.rootKey,
      keyList: registry.keys.keyList,
      idLookupKey: registry.keys.idLookupKey.toString('base64url'),
      serverTime: registry.now(),
    } satisfies EnrolResponse
  })
}
