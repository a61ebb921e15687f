// Who is signed in on this phone, as it remembers by itself: so that the card comes up without a network.
// The registry has the last word; what it says ends a session here, too.
import { createContext, useContext } from 'react'
import type { PhoneKind } from '../../phone-access/number.ts'
import { call, type Refusal } from '../api.ts'
import { keepTime } from '../clock/own-clock.ts'
import { canHaveKeys, forgetEverything, makeDeviceKeys } from '../device/keys.ts'
import { keepSealed, readSealed } from '../device/seal.ts'
import { phoneName } from './phone-name.ts'

export type Me = { readonly kind: PhoneKind; readonly number: string }

const KEY = 'me'

export const remembered = (): Promise<Me | null> => readSealed<Me>('kept', KEY)

/** Null when it is done. The device's keys are fresh with every attempt: none is ever used for two people. */
export async function signIn(me: Me, code: string): Promise<Refusal | null> {
  if (!canHaveKeys()) return { code: 'bad-request' }
  await forgetEverything()
  const deviceKey = await makeDeviceKeys()
  const answer = await call('session.confirm', {
    ...me,
    code,
    deviceKey,
    deviceName: phoneName(navigator.userAgent),
  })
  if (!answer.ok) return answer.error
  await keepSealed('kept', KEY, me)
  await keepTime()
  return null
}

/** Here at once, at the registry if it can be reached. */
export async function signOut(): Promise<void> {
  await call('session.signOut', {})
  await forgetEverything()
}

const Current = createContext<Me | null>(null)
export const MeProvider = Current.Provider

export function useMe(): Me {
  const me = useContext(Current)
  if (me === null) throw new Error('a page without anybody signed in')
  return me
}
