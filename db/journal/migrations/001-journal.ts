// Version 1 of the journal: service log, outbox, seen codes, clerks, audit, meta, sync runs.
// The service log and the audit are append-only, and the chain is checked, by the database itself.
import type { Migration } from '../../migrate.ts'

export const journal: Migration = {
  version: 1,
  sql: `
    CREATE TABLE service_log (
      sequence INTEGER PRIMARY KEY,
      id       TEXT NOT NULL UNIQUE,
      body     TEXT NOT NULL,
      prev     TEXT NOT NULL,
      hash     TEXT NOT NULL,
      -- Read out of the text that was hashed, so that no column can say anything else than the record does.
      at    INTEGER GENERATED ALWAYS AS (body ->> '$.at') STORED,
      kind  TEXT    GENERATED ALWAYS AS (body ->> '$.kind') STORED,
      card  TEXT    GENERATED ALWAYS AS (body ->> '$.card') STORED,
      item  TEXT    GENERATED ALWAYS AS (body ->> '$.item') STORED,
      voids TEXT    GENERATED ALWAYS AS (body ->> '$.voids') STORED,
      CHECK (id = body ->> '$.id')
    ) STRICT;
    CREATE INDEX service_log_by_at    ON service_log (at);
    CREATE INDEX service_log_by_card  ON service_log (card, item) WHERE card IS NOT NULL;
    CREATE INDEX service_log_by_voids ON service_log (voids) WHERE voids IS NOT NULL;

    CREATE TRIGGER service_log_keeps_every_record BEFORE DELETE ON service_log
    BEGIN SELECT RAISE(ABORT, 'the service log is append-only'); END;

    CREATE TRIGGER service_log_changes_no_record BEFORE UPDATE ON service_log
    BEGIN SELECT RAISE(ABORT, 'the service log is append-only'); END;

    CREATE TRIGGER service_log_follows_its_chain BEFORE INSERT ON service_log
    WHEN NEW.sequence IS NOT (SELECT COALESCE(MAX(sequence), 0) + 1 FROM service_log)
      OR NEW.prev IS NOT COALESCE(
           (SELECT hash FROM service_log ORDER BY sequence DESC LIMIT 1),
           '0000000000000000000000000000000000000000000000000000000000000000')
      OR EXISTS (SELECT 1 FROM service_log WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the record does not follow the last one'); END;

    CREATE TABLE outbox (
      sequence   INTEGER PRIMARY KEY REFERENCES service_log (sequence),
      state      TEXT    NOT NULL CHECK (state IN ('pending', 'sent', 'acknowledged', 'rejected')),
      attempts   INTEGER NOT NULL DEFAULT 0,
      reason     TEXT,
      CHECK ((state = 'rejected') = (reason IS NOT NULL))
    ) STRICT;
    CREATE INDEX outbox_unsent   ON outbox (sequence) WHERE state IN ('pending', 'sent');
    CREATE INDEX outbox_rejected ON outbox (sequence) WHERE state = 'rejected';

    CREATE TRIGGER outbox_keeps_every_row BEFORE DELETE ON outbox
    BEGIN SELECT RAISE(ABORT, 'the outbox forgets nothing'); END;

    CREATE TRIGGER outbox_stays_acknowledged BEFORE UPDATE ON outbox
    WHEN NEW.sequence <> OLD.sequence OR (OLD.state = 'acknowledged' AND NEW.state <> 'acknowledged')
    BEGIN SELECT RAISE(ABORT, 'what the registry has is not sent again'); END;

    CREATE TABLE seen_code (
      key_id     INTEGER NOT NULL,
      card_no    INTEGER NOT NULL,
      nonce      TEXT    NOT NULL,
      visit      TEXT    NOT NULL,
      expires_at INTEGER NOT NULL,
      PRIMARY KEY (key_id, card_no, nonce)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX seen_code_by_expiry ON seen_code (expires_at);

    CREATE TABLE clerk (
      number   TEXT PRIMARY KEY,
      name     TEXT NOT NULL,
      role     TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor')),
      state    TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed')),
      salt     BLOB NOT NULL,
      pin_hash BLOB NOT NULL
    ) STRICT;

    -- By the number that was typed, known or not: waiting must not tell which numbers exist.
    CREATE TABLE sign_in_attempt (
      number    TEXT PRIMARY KEY,
      tried     INTEGER NOT NULL,
      last_at   INTEGER NOT NULL,
      wait_till INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (last_at);

    CREATE TABLE audit (
      id     INTEGER PRIMARY KEY,
      at     INTEGER NOT NULL,
      clerk  TEXT,
      act    TEXT NOT NULL,
      detail TEXT
    ) STRICT;
    CREATE TRIGGER audit_keeps_every_act BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
    CREATE TRIGGER audit_replaces_no_act BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
    CREATE TRIGGER audit_changes_no_act BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE sync_run (id INTEGER PRIMARY KEY, result TEXT NOT NULL) STRICT;
  `,
}
