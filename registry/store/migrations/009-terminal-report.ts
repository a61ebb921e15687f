// What each terminal last said of itself: where its journal ends, which program it runs, how old its data are.
// Keyed by terminal like its records. Once shipped, never edited: a change is a new migration.
export const terminalReport = `
  CREATE TABLE terminal_report (
    terminal_id TEXT PRIMARY KEY,
    at          BIGINT NOT NULL,
    journal_end BIGINT,
    app         TEXT,
    data_as_of  BIGINT
  );
`
