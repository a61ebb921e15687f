// POST /v1/enrol: a one-time code for an identity. Attempts are counted by address, good and bad alike.
// A code is told unknown, used or expired, and nothing else; one and the same key gets one and the same answer.
import { z } from 'zod'
import { isProven } from '../../core/sync/enrolment-proof.ts'
import { signDocument } from '../../core/sync/signed.ts'
import {
  type EnrolmentGrant,
  type EnrolResponse,
  enrolRequest,
  PROTOCOL_VERSION,
} from '../../core/sync/wire.ts'
import { attemptLimiter } from '../attempt-limiter.ts'
import { parseJson, type Routes } from './context.ts'

const ENROL_ATTEMPTS = 20
/** Seconds. */
const ENROL_WINDOW = 10 * 60

export const enrolRoutes: Routes = (app, { registry, refuse }) => {
  const enrolling = attemptLimiter(ENROL_ATTEMPTS, ENROL_WINDOW)

  app.post('/v1/enrol', async (request, reply) => {
    if (!enrolling.mayTry(request.ip, registry.now())) {
      reply.header('retry-after', ENROL_WINDOW)
      return refuse(reply, 'too-many-requests', 'too many attempts, try again later')
    }
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
    const { secret, publicKey, proof } = asked.data
    if (!isProven(secret, publicKey, proof)) return refuse(reply, 'bad-request', 'the key is not proven')
    const terminal = await registry.enrol(secret, publicKey)
    if (!terminal.ok) return refuse(reply, terminal.error.code, 'the enrolment code is not good')
    const { rootKey, keyList, idLookupKey, signer } = registry.keys
    const grant: EnrolmentGrant = {
      publicKey,
      terminalId: terminal.value.id,
      site: terminal.value.site,
      idLookupKey: idLookupKey.toString('base64url'),
      serverTime: registry.now(),
    }
    const { key, privateKey } = signer('publish')
    return {
      rootKey,
      keyList,
      grant: signDocument('enrolment', grant, key.id, privateKey),
    } satisfies EnrolResponse
  })
}
