// What the office keeps of a holder beside the card: a picture, and family members by relation; and imports on their way.
// None of it is ever published. Once shipped, never edited: a change is a new migration.
export const people = `
  -- One a card; base64 of a JPEG or PNG without anything but its points. A new one takes the old one's place: the trail says when.
  CREATE TABLE holder_photo (
    card_no TEXT PRIMARY KEY,
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    type    TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png')),
    body    TEXT NOT NULL
  );

  -- Dates are calendar dates of Asia/Shanghai. Ended once, never overwritten, never deleted.
  CREATE TABLE holder_family (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    card_no    TEXT NOT NULL,
    relation   TEXT NOT NULL,
    name       TEXT NOT NULL,
    born_on    TEXT NOT NULL,
    since      TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    actor      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    until      TEXT,
    ended_at   BIGINT,
    ended_by   TEXT,
    end_reason TEXT
  );
  CREATE INDEX holder_family_by_card ON holder_family (card_no, id);

  CREATE TABLE import_draft (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    begun_at   BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'entering', 'done', 'failed')),
    rows       INTEGER NOT NULL,
    done       INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    -- JSON of lines, columns and reasons: nobody stands in it.
    refused    TEXT NOT NULL
  );
  CREATE INDEX import_draft_by_owner ON import_draft (owner, begun_at);
  -- Rows as they were sent, sealed: they are people's, and nobody has checked them yet.
  CREATE TABLE import_draft_part (
    draft_id TEXT NOT NULL,
    number   INTEGER NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (draft_id, number)
  );
`
