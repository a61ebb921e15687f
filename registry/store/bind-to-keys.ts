// Binds a database to the key folder that it was first opened with: its hashes and its published states are made with those keys.
// Opened from another folder, which would have made keys of its own, a register is refused before anything is written to it.
import type { Queries } from './sql.ts'

export class OtherKeys extends Error {
  constructor() {
    super('this database was made with the keys of another data folder; give that folder with --data')
  }
}

const BIND = "INSERT INTO setting (name, value) VALUES ('root-key', $1) ON CONFLICT (name) DO NOTHING"
const BOUND = "SELECT value FROM setting WHERE name = 'root-key'"

/** `rootKey`: raw public key, base64url. Throws OtherKeys. */
export async function bindToKeys(sql: Queries, rootKey: string): Promise<void> {
  await sql.query(BIND, [rootKey])
  const [bound] = await sql.query<{ value: string }>(BOUND)
  if (bound?.value !== rootKey) throw new OtherKeys()
}
