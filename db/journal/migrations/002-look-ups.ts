// Version 2 of the journal: the audit trail tells at once how often a clerk has looked holders up.
// An index alone: every entry stays as it is.
import type { Migration } from '../../migrate.ts'

export const lookUps: Migration = {
  version: 2,
  sql: `
    CREATE INDEX audit_looks   ON audit (clerk, at) WHERE act = 'looked-up';
    CREATE INDEX audit_allowed ON audit (clerk, id) WHERE act = 'look-ups-allowed';
  `,
}
