// Version 2 of the cache: holders are also found by last digits, by given name, and by any mix of characters and letters.
// Indexes alone: no column is added, and a cache of version 1 keeps every row.
import type { Migration } from '../../migrate.ts'

export const lookUp: Migration = {
  version: 2,
  sql: `
    -- Name and pinyin lie in it, so that "杨mf" and "yangmf" are settled without a look at the table.
    DROP INDEX holder_by_initials;
    CREATE INDEX holder_by_initials   ON holder (initials, name, pinyin);
    CREATE INDEX holder_by_given_name ON holder (substr(name, 2));
    CREATE INDEX holder_by_card_tail  ON holder (card_no % 10000);
    CREATE INDEX holder_by_id_tail    ON holder (id_tail);
  `,
}
