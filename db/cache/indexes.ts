// The holder table's indexes as the newest migration leaves them, to be dropped and made again around a snapshot:
// an index is three times faster built than kept. A test holds them to what the migrations made.

export const DROP_INDEXES = `
  DROP INDEX holder_by_id;
  DROP INDEX holder_by_provincial;
  DROP INDEX holder_by_name;
  DROP INDEX holder_by_pinyin;
  DROP INDEX holder_by_initials;
  DROP INDEX holder_by_given_name;
  DROP INDEX holder_by_card_tail;
  DROP INDEX holder_by_id_tail;
`

export const CREATE_INDEXES = `
  CREATE INDEX holder_by_id         ON holder (id_hash);
  CREATE INDEX holder_by_provincial ON holder (provincial) WHERE provincial IS NOT NULL;
  CREATE INDEX holder_by_name       ON holder (name);
  CREATE INDEX holder_by_pinyin     ON holder (replace(pinyin, ' ', ''));
  CREATE INDEX holder_by_initials   ON holder (initials, name, pinyin);
  CREATE INDEX holder_by_given_name ON holder (substr(name, 2));
  CREATE INDEX holder_by_card_tail  ON holder (card_no % 10000);
  CREATE INDEX holder_by_id_tail    ON holder (id_tail);
`
