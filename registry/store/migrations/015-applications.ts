// Applications for a card (art. 4): what was applied for, every step, the proofs in portions, public notices.
// Steps are append-only; only their words may be taken away, when an application's personal data are deleted.
// Dates are calendar dates of Asia/Shanghai, times seconds since 1970 UTC. Once shipped, never edited.
export const applications = `
  CREATE TABLE application (
    -- Year and six random digits: to be spoken on the telephone, and telling nobody how many there are.
    id         TEXT PRIMARY KEY,
    -- The mobile number that the applicant signs in with; null once deleted.
    owner      TEXT,
    stage      TEXT NOT NULL,
    -- The stage with what belongs to it, as steps.ts has it.
    state      TEXT NOT NULL,
    steps      INTEGER NOT NULL,
    clause     TEXT NOT NULL,
    tier       TEXT NOT NULL CHECK (tier IN ('A', 'B')),
    -- The reviewing unit's Chinese name; null while it is written.
    unit       TEXT,
    -- What the applicant said of himself; null once deleted.
    facts      TEXT,
    id_hash    TEXT,
    created_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    due_on     TEXT,
    card_no    TEXT,
    deleted_at BIGINT
  );
  CREATE INDEX application_by_owner ON application (owner) WHERE owner IS NOT NULL;
  CREATE INDEX application_by_stage ON application (stage, due_on, id);
  CREATE INDEX application_by_unit  ON application (unit, stage, due_on, id);
  -- One person has one application on its way.
  CREATE UNIQUE INDEX application_alive ON application (id_hash)
    WHERE id_hash IS NOT NULL AND stage NOT IN ('draft', 'issued', 'refused', 'withdrawn');

  CREATE TABLE application_step (
    application_id TEXT NOT NULL,
    number         INTEGER NOT NULL,
    at             BIGINT NOT NULL,
    on_day         TEXT NOT NULL,
    party          TEXT NOT NULL CHECK (party IN ('applicant', 'unit', 'office')),
    -- A login; null for the applicant himself.
    actor          TEXT,
    decision       TEXT NOT NULL,
    words          TEXT,
    PRIMARY KEY (application_id, number)
  );
  CREATE FUNCTION application_step_is_kept() RETURNS TRIGGER AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND NEW.words IS NULL
       AND (NEW.application_id, NEW.number, NEW.at, NEW.on_day, NEW.party, NEW.decision)
         = (OLD.application_id, OLD.number, OLD.at, OLD.on_day, OLD.party, OLD.decision)
       AND NEW.actor IS NOT DISTINCT FROM OLD.actor
    THEN RETURN NEW;
    END IF;
    RAISE EXCEPTION 'steps of an application are append-only';
  END;
  $$ LANGUAGE plpgsql;
  CREATE TRIGGER application_step_no_change BEFORE UPDATE OR DELETE ON application_step
    FOR EACH ROW EXECUTE FUNCTION application_step_is_kept();

  -- In the database, so that no address of any server leads to one and every backup has them.
  CREATE TABLE application_proof (
    id             TEXT PRIMARY KEY,
    application_id TEXT NOT NULL,
    number         INTEGER NOT NULL,
    purpose        TEXT NOT NULL,
    name           TEXT NOT NULL,
    type           TEXT NOT NULL,
    size           INTEGER NOT NULL,
    sha256         TEXT NOT NULL,
    added_at       BIGINT NOT NULL,
    UNIQUE (application_id, number)
  );
  CREATE TABLE application_proof_part (
    proof_id TEXT NOT NULL,
    number   INTEGER NOT NULL,
    -- Base64.
    body     TEXT NOT NULL,
    PRIMARY KEY (proof_id, number)
  );

  CREATE TABLE public_notice (
    id         TEXT PRIMARY KEY,
    scope      TEXT NOT NULL,
    contact    TEXT NOT NULL,
    from_on    TEXT NOT NULL,
    until_on   TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    made_by    TEXT NOT NULL
  );
  CREATE TABLE public_notice_entry (
    notice_id      TEXT NOT NULL,
    application_id TEXT NOT NULL,
    position       INTEGER NOT NULL,
    PRIMARY KEY (notice_id, application_id)
  );
`
