// Version 6 of the journal: what was done about records that the registry would not take.
// Append-only: a rejected record is never deleted, and neither is who settled it and why.
import type { Migration } from '../../migrate.ts'

export const worklist: Migration = {
  version: 6,
  sql: `
    CREATE TABLE rejection_act (
      id       INTEGER PRIMARY KEY,
      sequence INTEGER NOT NULL REFERENCES service_log (sequence),
      at       INTEGER NOT NULL,
      clerk    TEXT    NOT NULL,
      act      TEXT    NOT NULL CHECK (act IN ('sent-again', 'handed-over', 'settled')),
      note     TEXT,
      CHECK ((act = 'settled') = (note IS NOT NULL))
    ) STRICT;
    CREATE INDEX rejection_act_by_sequence ON rejection_act (sequence, id);

    CREATE TRIGGER rejection_act_keeps_every_row BEFORE DELETE ON rejection_act
    BEGIN SELECT RAISE(ABORT, 'what was done about a rejected record stays'); END;
    CREATE TRIGGER rejection_act_changes_no_row BEFORE UPDATE ON rejection_act
    BEGIN SELECT RAISE(ABORT, 'what was done about a rejected record stays'); END;
  `,
}
