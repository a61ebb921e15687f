// Version 8 of the journal: what the registry says of this journal's chain, and light runs kept apart from whole ones.
// A notice is never forgotten: that a journal forked stays true, whoever has read it.
import type { Migration } from '../../migrate.ts'

export const whatTheRegistrySaw: Migration = {
  version: 8,
  sql: `
    CREATE TABLE chain_notice (
      kind     TEXT    NOT NULL,
      branch   INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      until    INTEGER NOT NULL CHECK (until >= sequence),
      -- Seconds: when the registry first saw it, and when this terminal was first told.
      first_at INTEGER NOT NULL,
      told_at  INTEGER NOT NULL,
      -- 1: a gap that has been filled since.
      closed   INTEGER NOT NULL CHECK (closed IN (0, 1)),
      PRIMARY KEY (kind, branch, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX chain_notice_by_time ON chain_notice (told_at);
    CREATE TRIGGER chain_notice_keeps_every_row BEFORE DELETE ON chain_notice
    BEGIN SELECT RAISE(ABORT, 'what the registry saw stays'); END;

    ALTER TABLE sync_run ADD COLUMN light INTEGER NOT NULL DEFAULT 0 CHECK (light IN (0, 1));
    UPDATE sync_run SET light = 1 WHERE json_valid(result) AND result ->> '$.trigger' = 'light';
    CREATE INDEX sync_run_by_kind ON sync_run (light, id);
  `,
}
