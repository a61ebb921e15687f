// Staff of the registry, their sessions, and the trail of what they did. Times are seconds since 1970 UTC.
// The trail is append-only, and the database itself holds it so. Once shipped, never edited: a change is a new migration.
export const staff = `
  CREATE TABLE staff (
    login       TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('office', 'bank', 'unit', 'auditor')),
    -- The unit answerable (its Chinese name in the catalogue), for the role 'unit' alone.
    unit        TEXT,
    password    TEXT NOT NULL,
    must_change BOOLEAN NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('active', 'closed')),
    created_at  BIGINT NOT NULL,
    CHECK ((role = 'unit') = (unit IS NOT NULL))
  );
  -- A session's token is kept as a hash: who reads the table cannot become anybody.
  CREATE TABLE staff_session (
    token_hash TEXT PRIMARY KEY,
    login      TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
  );
  CREATE INDEX staff_session_by_login ON staff_session (login);

  CREATE TABLE audit (
    id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      BIGINT NOT NULL,
    login   TEXT,
    role    TEXT,
    act     TEXT NOT NULL,
    -- Whom or what: a card number, a site, a login. Never a name or an ID number.
    subject TEXT,
    why     TEXT,
    outcome TEXT NOT NULL
  );
  CREATE INDEX audit_by_login   ON audit (login, id);
  CREATE INDEX audit_by_subject ON audit (subject, id);

  CREATE FUNCTION audit_is_append_only() RETURNS TRIGGER AS $$
  BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
  END;
  $$ LANGUAGE plpgsql;
  CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
  CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
`
