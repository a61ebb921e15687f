// A terminal's chain may branch, have gaps, and hold records that nobody can read: all of it is written down, nothing turned away.
// Keyed by terminal like the records themselves: so they shard.
export const chain = `
  ALTER TABLE record ADD COLUMN branch INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE record ADD COLUMN voids TEXT;
  ALTER TABLE record DROP CONSTRAINT record_pkey;
  ALTER TABLE record ADD PRIMARY KEY (terminal_id, branch, sequence);
  -- By pattern, as our terminals write it: a cast to JSON would fail on a U+0000 in somebody's comment.
  UPDATE record SET voids = SUBSTRING(body FROM '"voids":"([0-9a-f-]{36})"') WHERE kind = 'void';
  CREATE INDEX record_by_voids ON record (voids) WHERE voids IS NOT NULL;

  -- Branch 0 ends where the terminal's own row says. The base is what a branch follows from; null where that is lost.
  CREATE TABLE chain_branch (
    terminal_id   TEXT NOT NULL,
    branch        INTEGER NOT NULL,
    base_branch   INTEGER,
    base_sequence BIGINT,
    opened_at     BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    last_hash     TEXT NOT NULL,
    PRIMARY KEY (terminal_id, branch)
  );

  -- Records that cannot be taken in, in their place of the chain. The text is JSON-quoted: it may hold what no text column does.
  CREATE TABLE held_record (
    terminal_id TEXT NOT NULL,
    branch      INTEGER NOT NULL,
    sequence    BIGINT NOT NULL,
    id          TEXT NOT NULL,
    body_json   TEXT NOT NULL,
    prev        TEXT NOT NULL,
    hash        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    released_at BIGINT,
    PRIMARY KEY (terminal_id, branch, sequence)
  );

  CREATE TABLE chain_event (
    terminal_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    branch      INTEGER NOT NULL,
    sequence    BIGINT NOT NULL,
    until       BIGINT NOT NULL,
    first_at    BIGINT NOT NULL,
    last_at     BIGINT NOT NULL,
    times       BIGINT NOT NULL,
    closed_at   BIGINT,
    PRIMARY KEY (terminal_id, kind, branch, sequence)
  );
  CREATE INDEX chain_event_by_time ON chain_event (first_at);
`
