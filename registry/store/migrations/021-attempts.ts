// Version 21 of the register: attempts counted in the database, so that a throttle holds over restarts and over all processes.
// Times are seconds since 1970 UTC. Once shipped, never edited: a change is a new migration.
export const attempts = `
  CREATE TABLE attempt (
    -- A keyed hash of what is throttled: the table names no address and no number.
    name  TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    until BIGINT NOT NULL
  );
  CREATE INDEX attempt_by_until ON attempt (until);
`
