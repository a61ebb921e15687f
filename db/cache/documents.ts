// The signed documents as they came: key list, manifest, catalogue.
// They are kept, not believed: whoever reads one checks its signature again.
import { type SignedDocument, signedDocument } from '../../core/sync/wire.ts'
import type { Db } from '../open.ts'

const KINDS = signedDocument.shape.kind.options

const GET = 'SELECT body FROM document WHERE kind = ?'
const PUT = `
  INSERT INTO document (kind, body) VALUES (?, ?)
  ON CONFLICT (kind) DO UPDATE SET body = excluded.body WHERE body <> excluded.body`

export type Documents = ReturnType<typeof documents>

export function documents(db: Db) {
  const get = db.prepare<[string], string>(GET).pluck()
  const put = db.prepare<[string, string]>(PUT)
  const read = (kind: SignedDocument['kind']): SignedDocument | null => {
    const body = get.get(kind)
    return body === undefined ? null : signedDocument.parse(JSON.parse(body))
  }
  return {
    get: read,
    put: (document: SignedDocument): void => void put.run(document.kind, JSON.stringify(document)),
    all: (): readonly SignedDocument[] => KINDS.flatMap(kind => read(kind) ?? []),
  }
}
