// The acts on a holder's standing and the grounds of art. 9, as words: shared by register, CLI and console.
// Pure: what an act leads to is carried out in holders.ts.
import type { Status } from '../../core/policy/evidence.ts'

/** Art. 9: fraud in qualifying; misconduct; breach of law; contract or service not kept. */
export const GROUNDS = ['fraud', 'misconduct', 'law', 'contract'] as const
export type Ground = (typeof GROUNDS)[number]

export const ACTS = ['activate', 'suspend', 'resume', 'lost', 'found', 'left', 'revoke', 'reissue'] as const
export type Act = (typeof ACTS)[number]

/** From which statuses an act may be done, and what follows. Revocation and leaving end the rights for good. */
export const RULES: Record<Act, { readonly from: readonly Status[]; readonly to: Status }> = {
  activate: { from: ['pending'], to: 'active' },
  suspend: { from: ['active', 'lost'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'active' },
  lost: { from: ['active'], to: 'lost' },
  found: { from: ['lost'], to: 'active' },
  left: { from: ['active', 'pending', 'suspended', 'lost'], to: 'left' },
  revoke: { from: ['active', 'pending', 'suspended', 'lost', 'left'], to: 'revoked' },
  reissue: { from: ['active', 'lost'], to: 'active' },
}
