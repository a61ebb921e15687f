// Looking back: the facts of each record in a narrow table for filters and reports, every catalogue ever used, receipts printed.
// The facts are filled by the database itself from the text that was hashed, so that no list can say anything else than the log.
import type { Migration } from '../../migrate.ts'

export const afterTheFact: Migration = {
  version: 3,
  sql: `
    CREATE TABLE log_fact (
      at        INTEGER NOT NULL,
      sequence  INTEGER NOT NULL,
      kind      TEXT    NOT NULL,
      item      TEXT,
      outcome   TEXT    NOT NULL,
      clerk     TEXT    NOT NULL,
      tier      TEXT,
      tail      TEXT,
      quantity  INTEGER NOT NULL,
      amount    INTEGER,
      took      REAL    NOT NULL,
      visit     TEXT    NOT NULL,
      voided    INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
      delivery  TEXT    NOT NULL DEFAULT 'pending',
      PRIMARY KEY (at, sequence)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO log_fact
    SELECT l.at, l.sequence, l.kind, l.item, l.body ->> '$.outcome', l.body ->> '$.clerk', l.body ->> '$.tier',
           substr(l.card, -4), l.body ->> '$.quantity', l.body ->> '$.amountCny', l.body ->> '$.took',
           l.body ->> '$.visit', EXISTS (SELECT 1 FROM service_log AS v WHERE v.voids = l.id), o.state
    FROM service_log AS l JOIN outbox AS o ON o.sequence = l.sequence;

    CREATE INDEX log_fact_by_tail  ON log_fact (tail, at, sequence) WHERE tail IS NOT NULL;
    CREATE INDEX log_fact_by_visit ON log_fact (visit, sequence);

    CREATE TRIGGER log_fact_of_each_record AFTER INSERT ON service_log
    BEGIN
      INSERT INTO log_fact (at, sequence, kind, item, outcome, clerk, tier, tail, quantity, amount, took, visit)
      VALUES (NEW.body ->> '$.at', NEW.sequence, NEW.body ->> '$.kind', NEW.body ->> '$.item',
              NEW.body ->> '$.outcome', NEW.body ->> '$.clerk', NEW.body ->> '$.tier',
              substr(NEW.body ->> '$.card', -4), NEW.body ->> '$.quantity', NEW.body ->> '$.amountCny',
              NEW.body ->> '$.took', NEW.body ->> '$.visit');
      UPDATE log_fact SET voided = 1
      WHERE (at, sequence) = (SELECT at, sequence FROM service_log WHERE id = NEW.body ->> '$.voids');
    END;

    CREATE TRIGGER log_fact_follows_the_outbox AFTER UPDATE OF state ON outbox
    WHEN NEW.state <> OLD.state
    BEGIN
      UPDATE log_fact SET delivery = NEW.state
      WHERE at = (SELECT at FROM service_log WHERE sequence = NEW.sequence) AND sequence = NEW.sequence;
    END;

    CREATE TRIGGER log_fact_keeps_every_row BEFORE DELETE ON log_fact
    BEGIN SELECT RAISE(ABORT, 'the facts follow the log'); END;
    CREATE TRIGGER log_fact_changes_no_fact
    BEFORE UPDATE OF at, sequence, kind, item, outcome, clerk, tier, tail, quantity, amount, took, visit ON log_fact
    BEGIN SELECT RAISE(ABORT, 'the facts follow the log'); END;

    -- What every verdict ever given may have rested on: signed documents, so that a replay years later can trust them.
    CREATE TABLE kept_catalogue (
      sha256   TEXT PRIMARY KEY,
      version  TEXT    NOT NULL,
      document TEXT    NOT NULL,
      since    INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX kept_catalogue_by_version ON kept_catalogue (version, since);
    CREATE TRIGGER kept_catalogue_is_kept BEFORE DELETE ON kept_catalogue
    BEGIN SELECT RAISE(ABORT, 'a catalogue that was used is kept'); END;
    CREATE TRIGGER kept_catalogue_stays_the_same BEFORE UPDATE ON kept_catalogue
    BEGIN SELECT RAISE(ABORT, 'a catalogue that was used is kept'); END;

    -- Each print of a visit's receipt; the second and later ones are marked as such.
    CREATE TABLE receipt_print (
      visit TEXT    NOT NULL,
      copy  INTEGER NOT NULL CHECK (copy >= 1),
      at    INTEGER NOT NULL,
      clerk TEXT    NOT NULL,
      PRIMARY KEY (visit, copy)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER receipt_print_is_kept BEFORE DELETE ON receipt_print
    BEGIN SELECT RAISE(ABORT, 'what was printed was printed'); END;

    -- What cameras, scanners and printers did, without a word of what they read: a ring of the last thousand.
    CREATE TABLE device_event (
      id     INTEGER PRIMARY KEY,
      at     INTEGER NOT NULL,
      device TEXT    NOT NULL,
      event  TEXT    NOT NULL,
      detail TEXT
    ) STRICT;
  `,
}
