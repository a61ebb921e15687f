// Version 3 of the cache: uses of quotas count in the buckets, buckets are blocks of card numbers, newer standings have a table.
// The digests cannot be made in SQL: they are left at zero, so that the next pull finds every bucket to differ and mends it.
import type { Migration } from '../../migrate.ts'

export const stops: Migration = {
  version: 3,
  sql: `
    DROP TABLE bucket;
    CREATE TABLE bucket (
      id     INTEGER PRIMARY KEY,
      count  INTEGER NOT NULL,
      uses   INTEGER NOT NULL,
      digest BLOB    NOT NULL
    ) STRICT;
    INSERT INTO bucket (id, count, uses, digest)
      SELECT (card_no / 40960) % 256, COUNT(*), 0, zeroblob(16) FROM holder GROUP BY 1;

    -- From the revocation list: what the register says of a card since the holder rows were pulled.
    CREATE TABLE stop (
      card_no      INTEGER PRIMARY KEY,
      serial       INTEGER NOT NULL,
      status       TEXT    NOT NULL,
      status_since INTEGER NOT NULL
    ) STRICT;
  `,
}
