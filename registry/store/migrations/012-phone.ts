// The phone pages' one-time codes and sessions. Times are seconds since 1970 UTC.
// Codes and tokens are kept as hashes: who reads the tables can sign in as nobody. Once shipped, never edited.
export const phone = `
  -- One row a number, whether or not anybody has that number: the table tells no more than the page does.
  CREATE TABLE phone_code (
    kind       TEXT NOT NULL CHECK (kind IN ('holder', 'applicant')),
    -- A card number, or an applicant's mobile number.
    subject    TEXT NOT NULL,
    code_hash  TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries      INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
  );
  CREATE TABLE phone_session (
    token_hash  TEXT PRIMARY KEY,
    -- What a list of sessions calls it; it opens nothing.
    id          TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL CHECK (kind IN ('holder', 'applicant')),
    subject     TEXT NOT NULL,
    -- The device's public key (P-256, raw point, base64url): each request of the session is signed with its other half.
    device_key  TEXT NOT NULL,
    device_name TEXT NOT NULL,
    started_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL
  );
  CREATE INDEX phone_session_by_subject ON phone_session (kind, subject);
`
