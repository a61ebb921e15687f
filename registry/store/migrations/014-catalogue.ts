// The catalogue's versions. What is published is never changed and never lost, and the database itself holds it so.
// Dates are calendar dates of Asia/Shanghai, "2026-12-01"; times are seconds since 1970 UTC. Once shipped, never edited.
export const catalogue = `
  -- \`body\` is the very text that is signed; \`sha256\` is its hash.
  CREATE TABLE catalogue_version (
    number         INTEGER PRIMARY KEY,
    version        TEXT NOT NULL UNIQUE,
    effective_from TEXT NOT NULL,
    body           TEXT NOT NULL,
    sha256         TEXT NOT NULL,
    published_at   BIGINT NOT NULL,
    published_by   TEXT NOT NULL,
    why            TEXT NOT NULL
  );
  -- A version that was taken back before its day: a further step, not a change of the version.
  CREATE TABLE catalogue_withdrawal (
    number INTEGER PRIMARY KEY,
    at     BIGINT NOT NULL,
    by     TEXT NOT NULL,
    why    TEXT NOT NULL
  );
  -- The only thing that can be edited. \`revision\` counts the savings, so that two people do not overwrite each other.
  CREATE TABLE catalogue_draft (
    id         TEXT PRIMARY KEY,
    based_on   INTEGER NOT NULL,
    body       TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL
  );
  -- Items that were given a quota: services since then, which were not counted when they came in, are still to be counted.
  CREATE TABLE catalogue_count_due (
    item  TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (item, since)
  );
  -- What was tried, on which text, over which records, with what result.
  CREATE TABLE catalogue_dry_run (
    id         TEXT PRIMARY KEY,
    draft      TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    started_by TEXT NOT NULL,
    result     TEXT NOT NULL
  );
  CREATE INDEX catalogue_dry_run_by_draft ON catalogue_dry_run (draft, started_at);
  -- By which version each terminal's records say they were judged. By terminal, as records shard.
  CREATE TABLE catalogue_use (
    terminal_id TEXT NOT NULL,
    version     TEXT NOT NULL,
    records     BIGINT NOT NULL,
    first_at    BIGINT NOT NULL,
    last_at     BIGINT NOT NULL,
    PRIMARY KEY (terminal_id, version)
  );

  CREATE FUNCTION catalogue_is_kept() RETURNS TRIGGER AS $$
  BEGIN
    RAISE EXCEPTION 'a published catalogue is never changed';
  END;
  $$ LANGUAGE plpgsql;
  CREATE TRIGGER catalogue_version_no_change BEFORE UPDATE OR DELETE ON catalogue_version
    FOR EACH ROW EXECUTE FUNCTION catalogue_is_kept();
  CREATE TRIGGER catalogue_version_no_truncate BEFORE TRUNCATE ON catalogue_version
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_is_kept();
  CREATE TRIGGER catalogue_withdrawal_no_change BEFORE UPDATE OR DELETE ON catalogue_withdrawal
    FOR EACH ROW EXECUTE FUNCTION catalogue_is_kept();
  CREATE TRIGGER catalogue_withdrawal_no_truncate BEFORE TRUNCATE ON catalogue_withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_is_kept();
`
