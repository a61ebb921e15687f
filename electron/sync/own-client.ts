// The registry as this terminal asks it outside a sync: one client for as long as the terminal is who it is.
// It learns the clock's difference once; before enrolment there is none.
import type { Identity } from '../identity.ts'
import { privateKeyOf } from '../identity.ts'
import { createRegistryClient, type RegistryClient } from './registry-client.ts'

export function ownClient(identity: () => Identity | null, now: () => number): () => RegistryClient | null {
  let own: { readonly terminalId: string; readonly client: RegistryClient } | null = null
  return () => {
    const who = identity()
    if (who === null) return null
    const { address, terminalId } = who
    if (own?.terminalId !== terminalId)
      own = { terminalId, client: createRegistryClient(address, { terminalId, key: privateKeyOf(who) }, now) }
    return own.client
  }
}
