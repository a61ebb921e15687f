// Asks the registry for the picture of the holder who stands there, to compare with his face; without network there is none.
// Neither verdict nor record waits for it, and nothing of it is kept: it goes from the answer to the screen.
import type { CardNumber } from '../../core/card/card.ts'
import { PROTOCOL_VERSION } from '../../core/sync/wire.ts'
import type { RegistryClient } from '../sync/registry-client.ts'

/** Milliseconds: later than this the clerk has looked at the papers. */
export const PHOTO_WITHIN_MS = 3000

/** A data address, or null. */
export type LivePhoto = (card: CardNumber) => Promise<string | null>

/** `client`: null before enrolment. */
export function createLivePhoto(client: () => Pick<RegistryClient, 'photo'> | null): LivePhoto {
  return async card => {
    const reply = await client()?.photo({ protocol: PROTOCOL_VERSION, card }, PHOTO_WITHIN_MS)
    // An answer about another card is no answer.
    if (reply?.ok !== true || reply.value.card !== card) return null
    const { photo } = reply.value
    return photo === null ? null : `data:${photo.type};base64,${photo.body}`
  }
}
