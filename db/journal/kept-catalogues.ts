// Every signed catalogue that a verdict of this terminal may have rested on, so that `explain` can replay it years later.
// A catalogue that was used is never dropped; its signature was checked when it was accepted and is kept with it.
import { createHash } from 'node:crypto'
import type { Result } from '../../core/result.ts'
import { type SignedDocument, signedDocument } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'
import { type JournalError, written } from './write.ts'

const KEEP = `
  INSERT INTO kept_catalogue (sha256, version, document, since) VALUES (?, ?, ?, ?)
  ON CONFLICT (sha256) DO NOTHING`
const OF_VERSION = 'SELECT document, since FROM kept_catalogue WHERE version = ? ORDER BY since'

export type KeptCatalogue = { readonly document: SignedDocument; readonly since: number }

export function keptCatalogues(db: Db) {
  const keep = db.prepare<[string, string, string, number]>(KEEP)
  const ofVersion = db.prepare<[string], { document: string; since: number }>(OF_VERSION)
  return {
    /** Writes only what is new; `at` in seconds since 1970 UTC. */
    keep: (document: SignedDocument, version: string, at: number): Result<null, JournalError> =>
      written(() => {
        const sha256 = createHash('sha256').update(document.payload, 'utf8').digest('hex')
        keep.run(sha256, version, JSON.stringify(document), at)
        return null
      }),
    /** Oldest first; more than one when an office published two catalogues under one name. */
    ofVersion: (version: string): readonly KeptCatalogue[] =>
      ofVersion
        .all(version)
        .map(({ document, since }) => ({ document: signedDocument.parse(JSON.parse(document)), since })),
  }
}
