// Version 9 of the journal: a notice about the chain is ticked off as read, by whom and when.
// Read is not gone: it stays listed, and the registry keeps what it saw until the office settles it.
import type { Migration } from '../../migrate.ts'

export const noticesRead: Migration = {
  version: 9,
  sql: `
    ALTER TABLE chain_notice ADD COLUMN read_at INTEGER;
    ALTER TABLE chain_notice ADD COLUMN read_by TEXT CHECK ((read_at IS NULL) = (read_by IS NULL));
    CREATE INDEX chain_notice_unread ON chain_notice (told_at) WHERE read_at IS NULL AND closed = 0 AND kind <> 'lost';
  `,
}
