// Migrations with a place to be cut off after each of their statements.
// The texts are the shipped ones; nothing of vitest may come in here: a child process runs it under plain Node.
import type { Migration } from '../../../db/migrate.ts'

/** In order; a trigger with all of its body is one. */
export function statementsIn(sql: string): string[] {
  const statements: string[] = []
  let open = ''
  for (const line of sql.split('\n')) {
    open += `${line}\n`
    const text = line.trim()
    const ends = /\bBEGIN\b/.test(open) ? text.endsWith('END;') : text.endsWith(';')
    if (!ends) continue
    statements.push(open)
    open = ''
  }
  return statements
}

/** The last of them calls `cut_here()` after each statement. */
export function withCuts(migrations: readonly Migration[]): readonly Migration[] {
  return migrations.map((migration, i) =>
    i < migrations.length - 1
      ? migration
      : {
          ...migration,
          sql: statementsIn(migration.sql)
            .map(statement => `${statement}SELECT cut_here();\n`)
            .join(''),
        },
  )
}
