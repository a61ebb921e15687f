// Version 8 of the register: what each site's terminals may do, and who works there.
// Once shipped, never edited: a change is a new migration.
export const clerks = `
  -- JSON of core/policy/site-policy.ts; NULL: the defaults.
  ALTER TABLE site ADD COLUMN policy TEXT;

  -- A clerk of a site. Hashes alone: no PIN and no badge is ever kept.
  CREATE TABLE clerk (
    site_id     TEXT NOT NULL,
    number      TEXT NOT NULL,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor')),
    state       TEXT NOT NULL CHECK (state IN ('active', 'closed')),
    version     INTEGER NOT NULL,
    pin_version INTEGER NOT NULL,
    pin_salt    TEXT,
    pin_hash    TEXT,
    badge_hash  TEXT,
    PRIMARY KEY (site_id, number)
  );
`
