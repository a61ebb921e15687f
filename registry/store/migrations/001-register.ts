// Version 1 of the register. Times are seconds since 1970 UTC. Records are keyed by terminal, holders by card: so they shard.
// Once shipped, never edited: a change is a new migration.
export const register = `
  CREATE TABLE holder (
    card_no      TEXT PRIMARY KEY,
    serial       INTEGER NOT NULL,
    tier         TEXT NOT NULL CHECK (tier IN ('A', 'B')),
    status       TEXT NOT NULL,
    status_since BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    name         TEXT NOT NULL,
    pinyin       TEXT NOT NULL,
    id_number    TEXT NOT NULL,
    id_hash      TEXT NOT NULL,
    provincial   TEXT,
    digest       TEXT NOT NULL
  );
  CREATE INDEX holder_by_id ON holder (id_hash);

  -- Never overwritten: what a holder's status was, since when, who said so and why.
  CREATE TABLE status_change (
    card_no TEXT NOT NULL,
    number  INTEGER NOT NULL,
    at      BIGINT NOT NULL,
    act     TEXT NOT NULL,
    status  TEXT NOT NULL,
    serial  INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    reason  TEXT NOT NULL,
    ground  TEXT,
    PRIMARY KEY (card_no, number)
  );

  CREATE TABLE site (
    id      TEXT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind    TEXT NOT NULL,
    county  TEXT NOT NULL
  );
  CREATE TABLE terminal (
    id            TEXT PRIMARY KEY,
    site_id       TEXT NOT NULL,
    window_zh     TEXT NOT NULL,
    window_en     TEXT NOT NULL,
    item_ids      TEXT,
    public_key    TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('active', 'cut-off')),
    enrolled_at   BIGINT NOT NULL,
    last_contact  BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    last_hash     TEXT NOT NULL
  );
  CREATE TABLE enrolment_code (
    secret_hash TEXT PRIMARY KEY,
    site_id     TEXT NOT NULL,
    window_zh   TEXT NOT NULL,
    window_en   TEXT NOT NULL,
    item_ids    TEXT,
    expires_at  BIGINT NOT NULL,
    used_at     BIGINT
  );

  CREATE TABLE record (
    terminal_id TEXT NOT NULL,
    sequence    BIGINT NOT NULL,
    id          TEXT NOT NULL,
    body        TEXT NOT NULL,
    prev        TEXT NOT NULL,
    hash        TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    card_no     TEXT,
    item        TEXT,
    site_id     TEXT NOT NULL,
    outcome     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    nonce       TEXT,
    PRIMARY KEY (terminal_id, sequence)
  );
  CREATE INDEX record_by_id    ON record (id);
  CREATE INDEX record_by_nonce ON record (nonce) WHERE nonce IS NOT NULL;
  CREATE INDEX record_by_at    ON record (at);

  CREATE TABLE usage (
    card_no    TEXT NOT NULL,
    record     TEXT NOT NULL,
    item       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    site       TEXT NOT NULL,
    amount_cny BIGINT,
    void       BOOLEAN NOT NULL,
    PRIMARY KEY (card_no, record)
  );
  CREATE TABLE conflict (
    id      TEXT PRIMARY KEY,
    at      BIGINT NOT NULL,
    kind    TEXT NOT NULL,
    card_no TEXT,
    record  TEXT NOT NULL,
    other   TEXT
  );

  -- Rows waiting for the next publication, as the wire will carry them.
  CREATE TABLE change (
    id   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body TEXT NOT NULL
  );
  CREATE TABLE bucket (id INTEGER PRIMARY KEY, count BIGINT NOT NULL, digest TEXT NOT NULL);
  CREATE TABLE publication (
    sequence BIGINT PRIMARY KEY,
    at       BIGINT NOT NULL,
    change   TEXT,
    snapshot TEXT
  );
  CREATE TABLE vendor (key_hash TEXT PRIMARY KEY, name TEXT NOT NULL, created_at BIGINT NOT NULL);
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`
