// Version 1 of the cache: holders, usage elsewhere, signed documents, bucket sums, ages.
// No column may hold more than the wire brings: no full ID number, no phone, no employer.
import type { Migration } from '../../migrate.ts'

export const holders: Migration = {
  version: 1,
  sql: `
    CREATE TABLE holder (
      card_no      INTEGER PRIMARY KEY,
      serial       INTEGER NOT NULL,
      tier         TEXT    NOT NULL,
      status       TEXT    NOT NULL,
      status_since INTEGER NOT NULL,
      expires_at   INTEGER NOT NULL,
      name         TEXT    NOT NULL,
      pinyin       TEXT    NOT NULL,
      initials     TEXT    NOT NULL,
      id_tail      TEXT    NOT NULL,
      id_hash      BLOB    NOT NULL,
      provincial   TEXT,
      digest       BLOB    NOT NULL
    ) STRICT;
    CREATE INDEX holder_by_id         ON holder (id_hash);
    CREATE INDEX holder_by_provincial ON holder (provincial) WHERE provincial IS NOT NULL;
    CREATE INDEX holder_by_name       ON holder (name);
    CREATE INDEX holder_by_pinyin     ON holder (replace(pinyin, ' ', ''));
    CREATE INDEX holder_by_initials   ON holder (initials);

    -- Keyed by card first: a holder's usage is one range, and a snapshot, sorted by card, is appended to it.
    CREATE TABLE usage (
      card_no    INTEGER NOT NULL,
      record     TEXT    NOT NULL,
      item       TEXT    NOT NULL,
      at         INTEGER NOT NULL,
      site       TEXT    NOT NULL,
      amount_cny INTEGER,
      PRIMARY KEY (card_no, record)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE bucket (
      id     INTEGER PRIMARY KEY,
      count  INTEGER NOT NULL,
      digest BLOB    NOT NULL
    ) STRICT;

    CREATE TABLE document (
      kind TEXT PRIMARY KEY,
      body TEXT NOT NULL
    ) STRICT;

    CREATE TABLE meta (
      key   TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) STRICT;
  `,
}
