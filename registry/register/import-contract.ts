// The console's calls of an import: begin, send rows, check, enter, look how far. The report names line, column and reason only.
// Rows go in and never out again.
import { z } from 'zod'
import { call, file } from '../console-api/call.ts'
import { REFUSAL_REASONS } from './import-file.ts'

const id = z.uuid()
const cell = z.string().max(200)
const row = z.object({
  line: z.int().min(1),
  name: cell,
  idNumber: cell,
  tier: cell,
  expires: cell,
  provincial: cell,
})
const refusedLine = z.object({ line: z.int(), column: z.string(), reason: z.enum(REFUSAL_REASONS) })
const nothing = z.object({})

export const importCalls = {
  'import.begin': call({ access: 'holder.edit', input: nothing, output: z.object({ id }), audit: null }),
  /** One's own, so that what was begun before a reload, or a restart, can be gone on with. */
  'import.list': call({
    access: 'holder.edit',
    input: nothing,
    output: z.object({
      drafts: z.array(
        z.object({
          id,
          begunAt: z.int(),
          rows: z.int(),
          state: z.enum(['open', 'entering', 'done', 'failed']),
        }),
      ),
    }),
    audit: null,
  }),
  'import.discard': call({ access: 'holder.edit', input: z.object({ id }), output: nothing, audit: null }),
  'import.add': call({
    access: 'holder.edit',
    input: z.object({ id, rows: z.array(row).max(2000) }),
    output: z.object({ received: z.int() }),
    audit: null,
  }),
  'import.check': call({
    access: 'holder.edit',
    input: z.object({ id }),
    /** `first`: two hundred refused lines at most; all of them in the report. */
    output: z.object({ good: z.int(), refused: z.int(), first: z.array(refusedLine) }),
    audit: null,
  }),
  'import.commit': call({
    access: 'holder.edit',
    input: z.object({ id, why: z.string().trim().min(1).max(200), standing: z.enum(['pending', 'active']) }),
    output: nothing,
    audit: i => ({ subject: i.id, why: i.why }),
  }),
  'import.progress': call({
    access: 'holder.edit',
    input: z.object({ id }),
    output: z.object({
      state: z.enum(['open', 'entering', 'done', 'failed']),
      done: z.int(),
      total: z.int(),
      refused: z.int(),
    }),
    audit: null,
  }),
} as const

export const importFiles = {
  'import.report': file({ access: 'holder.edit', input: z.object({ id }), audit: null }),
} as const
