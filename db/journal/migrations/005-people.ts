// Version 5 of the journal: clerks with badges and first PINs, also from the registry; shifts; settings of this terminal.
// A shift is begun once and ended once; the database itself refuses anything else.
import type { Migration } from '../../migrate.ts'

export const people: Migration = {
  version: 5,
  sql: `
    ALTER TABLE clerk ADD COLUMN origin TEXT NOT NULL DEFAULT 'local' CHECK (origin IN ('local', 'registry'));
    -- 1: the PIN was set by somebody else and must be changed at the next sign-in.
    ALTER TABLE clerk ADD COLUMN pin_due INTEGER NOT NULL DEFAULT 0 CHECK (pin_due IN (0, 1));
    -- SHA-256 of the badge's secret; null: no badge, or the last one was taken back.
    ALTER TABLE clerk ADD COLUMN badge_hash BLOB;
    -- The registry's version of this clerk that was applied last.
    ALTER TABLE clerk ADD COLUMN registry_version INTEGER;
    CREATE UNIQUE INDEX clerk_by_badge ON clerk (badge_hash) WHERE badge_hash IS NOT NULL;

    CREATE TABLE shift (
      id            INTEGER PRIMARY KEY,
      clerk         TEXT    NOT NULL,
      began_at      INTEGER NOT NULL,
      -- Records of this shift: those of the service log after the first number, up to the second.
      from_sequence INTEGER NOT NULL,
      to_sequence   INTEGER,
      -- The shift that was handed over to this one, and how many hand-overs lie behind it without a sign-out.
      taken_from    INTEGER REFERENCES shift (id),
      handovers     INTEGER NOT NULL DEFAULT 0,
      ended_at      INTEGER,
      ended_by      TEXT CHECK (ended_by IN ('signed-out', 'handed-over', 'broken-off')),
      unsent        INTEGER,
      rejected      INTEGER,
      CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
      CHECK ((ended_at IS NULL) = (to_sequence IS NULL))
    ) STRICT;
    CREATE INDEX shift_by_begin ON shift (began_at);
    CREATE UNIQUE INDEX shift_open ON shift (ended_at IS NULL) WHERE ended_at IS NULL;

    CREATE TRIGGER shift_keeps_every_row BEFORE DELETE ON shift
    BEGIN SELECT RAISE(ABORT, 'a shift is never forgotten'); END;
    CREATE TRIGGER shift_ends_once BEFORE UPDATE ON shift
    WHEN OLD.ended_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.clerk <> OLD.clerk
      OR NEW.began_at <> OLD.began_at OR NEW.from_sequence <> OLD.from_sequence
    BEGIN SELECT RAISE(ABORT, 'a shift that has ended stays as it was'); END;

    CREATE TABLE setting (
      name       TEXT PRIMARY KEY,
      -- JSON.
      value      TEXT    NOT NULL,
      changed_at INTEGER NOT NULL,
      changed_by TEXT
    ) STRICT;

    CREATE INDEX audit_by_act   ON audit (act, id);
    CREATE INDEX audit_by_clerk ON audit (clerk, id);
  `,
}
