// Sealed files for halls without network: out in pieces for the page to save, in by pieces from a file that a person chose.
// What crosses here is closed for somebody else; the page can make nothing of it.
import { z } from 'zod'
import { seconds } from './basics.ts'
import { syncResult } from './status.ts'

/** Bytes of one piece, before base64. */
export const PIECE = 512 * 1024
/** Bytes of the largest file that is taken in. */
export const LARGEST_FILE = 2 * 1024 * 1024 * 1024

const piece = z.string().max(Math.ceil(PIECE / 3) * 4)

export const sealedProcedures = {
  /** Seals what the registry has not acknowledged; it stays unsent until the answer comes back. */
  'sealed.export': {
    input: z.void(),
    output: z.object({ id: z.uuid(), name: z.string(), bytes: z.int(), records: z.int() }),
  },
  'sealed.read': {
    input: z.object({ id: z.uuid(), offset: z.int().min(0) }),
    output: z.object({ data: piece }),
  },
  'sealed.begin': {
    input: z.object({ bytes: z.int().min(1).max(LARGEST_FILE) }),
    output: z.object({ id: z.uuid() }),
  },
  /** In order; `offset` says where the piece begins. */
  'sealed.write': {
    input: z.object({ id: z.uuid(), offset: z.int().min(0), data: piece }),
    output: z.object({ received: z.int() }),
  },
  /** Proves the whole file, then applies it as a sync would. */
  'sealed.apply': {
    input: z.object({ id: z.uuid() }),
    output: z.object({ madeAt: seconds, acknowledged: z.int(), result: syncResult }),
  },
} as const
