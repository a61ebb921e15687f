// Version 4 of the journal: sequences that damage took, so that a rescued log goes on behind them and never gives one out again.
// A range is written once, by the rescue, and stays: it is what the registry is told.
import type { Migration } from '../../migrate.ts'

export const lostRanges: Migration = {
  version: 4,
  sql: `
    CREATE TABLE lost_range (
      first INTEGER PRIMARY KEY CHECK (first > 0),
      last  INTEGER NOT NULL CHECK (last >= first)
    ) STRICT;

    DROP TRIGGER service_log_follows_its_chain;
    CREATE TRIGGER service_log_follows_its_chain BEFORE INSERT ON service_log
    WHEN NEW.sequence IS NOT MAX(
           (SELECT COALESCE(MAX(sequence), 0) FROM service_log),
           (SELECT COALESCE(MAX(last), 0) FROM lost_range)) + 1
      OR NEW.prev IS NOT COALESCE(
           (SELECT hash FROM service_log ORDER BY sequence DESC LIMIT 1),
           '0000000000000000000000000000000000000000000000000000000000000000')
      OR EXISTS (SELECT 1 FROM service_log WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the record does not follow the last one'); END;
  `,
}
