// What a backup says, line by line: head, key files, tables with their rows, and an end that counts them.
// A reader knows it has everything only when the end's counts are its own.
import { z } from 'zod'

export const backupLine = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('head'),
    format: z.literal(1),
    /** Seconds since 1970 UTC. */
    at: z.int(),
    /** Migrations that the database had seen. */
    schema: z.int().min(1),
    rootKey: z.string(),
  }),
  /** A file of the key folder, base64. */
  z.object({
    t: z.literal('key'),
    name: z.string().regex(/^[a-z0-9-]+(?:\.pub)?\.json$/),
    content: z.base64(),
  }),
  z.object({ t: z.literal('table'), name: z.string().regex(/^[a-z_]{1,60}$/) }),
  /** Rows of the table named last, each as the database's own JSON of it. */
  z.object({ t: z.literal('rows'), rows: z.array(z.record(z.string(), z.unknown())).max(5000) }),
  z.object({ t: z.literal('end'), rows: z.int(), keys: z.int() }),
])
export type BackupLine = z.infer<typeof backupLine>
