// What each terminal left here for the day it cannot help itself: its key for sealed files, and its journal's key, sealed.
// The numbers count sealed files of either direction; an old one, or the same twice, shows by them.
export const exchange = `
  CREATE TABLE terminal_exchange (
    terminal_id   TEXT PRIMARY KEY,
    files_key     TEXT NOT NULL,
    escrow        TEXT NOT NULL,
    at            BIGINT NOT NULL,
    code_given_at BIGINT,
    last_up       BIGINT NOT NULL DEFAULT 0,
    last_down     BIGINT NOT NULL DEFAULT 0,
    answers       TEXT
  );
`
