// Version 20 of the register: half days at a site that holders ask for, and what was done about each.
// Days are texts of Asia/Shanghai, times are seconds since 1970 UTC. Once shipped, never edited: a change is a new migration.
export const appointments = `
  CREATE TABLE appointment (
    id           TEXT PRIMARY KEY,
    card_no      TEXT NOT NULL,
    site_id      TEXT NOT NULL,
    item         TEXT NOT NULL,
    day          TEXT NOT NULL,
    part         TEXT NOT NULL CHECK (part IN ('morning', 'afternoon')),
    state        TEXT NOT NULL CHECK (state IN ('requested', 'confirmed', 'declined', 'withdrawn')),
    requested_at BIGINT NOT NULL,
    -- What the holder is told, in the office's own words.
    words        TEXT
  );
  CREATE UNIQUE INDEX appointment_one_open ON appointment (card_no, site_id, day)
    WHERE state IN ('requested', 'confirmed');
  CREATE INDEX appointment_by_card ON appointment (card_no, requested_at);
  CREATE INDEX appointment_by_day  ON appointment (day, site_id);

  CREATE TABLE appointment_step (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    appointment TEXT NOT NULL,
    at          BIGINT NOT NULL,
    -- A login of the staff, or 'holder'.
    actor       TEXT NOT NULL,
    step        TEXT NOT NULL CHECK (step IN ('request', 'confirm', 'decline', 'withdraw')),
    words       TEXT
  );
  CREATE INDEX appointment_step_by_appointment ON appointment_step (appointment, id);
  CREATE TRIGGER appointment_step_no_change BEFORE UPDATE OR DELETE ON appointment_step
    FOR EACH ROW EXECUTE FUNCTION findings_are_append_only();
`
