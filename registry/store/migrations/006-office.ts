// What the office's own register needs: looking people up, corrections that keep what stood before, and acts that wait for
// their day. Times are seconds since 1970 UTC. Once shipped, never edited: a change is a new migration.
export const office = `
  -- By the "C" order, so that a beginning is a range; with the card, so that a page begins where the last one ended.
  CREATE INDEX holder_by_name     ON holder ((name COLLATE "C"), card_no);
  CREATE INDEX holder_by_given    ON holder ((substr(name, 2) COLLATE "C"), card_no);
  CREATE INDEX holder_by_pinyin   ON holder ((replace(pinyin, ' ', '') COLLATE "C"), card_no);
  CREATE INDEX holder_by_initials ON holder ((regexp_replace(pinyin, '(\\S)\\S*\\s*', '\\1', 'g') COLLATE "C"), card_no);
  CREATE INDEX holder_by_tail     ON holder ((right(id_number, 4) COLLATE "C"), card_no);
  CREATE INDEX holder_by_card     ON holder ((card_no COLLATE "C"), card_no);

  -- Corrections of what was entered: never overwritten, like the status. \`before\` and \`after\` name the fields that differ.
  CREATE TABLE holder_change (
    card_no TEXT NOT NULL,
    number  INTEGER NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    reason  TEXT NOT NULL,
    before  TEXT NOT NULL,
    after   TEXT NOT NULL,
    PRIMARY KEY (card_no, number)
  );

  -- The day from which a change of standing holds, where it was decided for a day of its own (art. 9).
  ALTER TABLE status_change ADD COLUMN effect_on TEXT;
  CREATE INDEX status_change_exits ON status_change (at) WHERE act IN ('revoke', 'left');

  -- Acts decided for a day to come.
  CREATE TABLE act_due (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card_no    TEXT NOT NULL,
    act        TEXT NOT NULL,
    ground     TEXT,
    effect_on  TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    actor      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    -- waiting, done, withdrawn, or refused: CODE
    state      TEXT NOT NULL,
    settled_at BIGINT
  );
  CREATE INDEX act_due_waiting ON act_due (effect_on) WHERE state = 'waiting';
  CREATE INDEX act_due_by_card ON act_due (card_no);
`
