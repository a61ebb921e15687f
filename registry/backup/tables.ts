// The tables of the register as the database itself lists them: a new one is in the backup without anybody thinking of it.
// A name from the catalogue becomes part of a statement only after it was seen to be a plain name.
import type { Queries } from '../store/sql.ts'

/** The migrations' own mark: restored by migrating. */
const NOT_DATA = new Set(['schema_version'])

const TABLES = `
  SELECT table_name AS name FROM information_schema.tables
  WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name`
const REFERENCES = `
  SELECT DISTINCT child.relname AS child, parent.relname AS parent
  FROM pg_constraint AS c
  JOIN pg_class AS child ON child.oid = c.conrelid JOIN pg_class AS parent ON parent.oid = c.confrelid
  JOIN pg_namespace AS n ON n.oid = child.relnamespace
  WHERE c.contype = 'f' AND n.nspname = current_schema()`
const IDENTITIES = `
  SELECT table_name AS name, column_name AS column FROM information_schema.columns
  WHERE table_schema = current_schema() AND is_identity = 'YES'`

/** Parents before their children. */
export async function dataTables(sql: Queries): Promise<readonly string[]> {
  const names = (await sql.query<{ name: string }>(TABLES)).map(t => t.name).filter(n => !NOT_DATA.has(n))
  const references = await sql.query<{ child: string; parent: string }>(REFERENCES)
  const ordered: string[] = []
  const visit = (name: string, trail: readonly string[]): void => {
    if (ordered.includes(name) || trail.includes(name)) return
    for (const { child, parent } of references)
      if (child === name && parent !== name) visit(parent, [...trail, name])
    ordered.push(name)
  }
  for (const name of names) visit(name, [])
  return ordered
}

export async function identities(sql: Queries): Promise<readonly { name: string; column: string }[]> {
  return await sql.query<{ name: string; column: string }>(IDENTITIES)
}

/** The name, quoted. Throws on anything that no migration of ours would call a table or column. */
export function plainName(name: string): string {
  if (!/^[a-z_][a-z0-9_]{0,59}$/.test(name)) throw new Error('not a name of ours')
  return `"${name}"`
}
