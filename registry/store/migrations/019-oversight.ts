// What the office does about what supervision finds: conflicts settled, low ratings followed up, services on a supervisor's word.
// Times are seconds since 1970 UTC, deadlines are days of Asia/Shanghai. Once shipped, never edited: a change is a new migration.
export const oversight = `
  ALTER TABLE visit_rating ADD COLUMN card_no TEXT;
  UPDATE visit_rating SET card_no = (SELECT MAX(r.card_no) FROM record AS r WHERE r.id = visit_rating.record);
  CREATE INDEX visit_rating_by_time ON visit_rating (at, site_id, rating);
  CREATE INDEX visit_rating_by_card ON visit_rating (card_no) WHERE card_no IS NOT NULL;
  CREATE INDEX visit_rating_low     ON visit_rating (terminal_id, visit) WHERE rating <= 2;

  -- What was done at a visit that was rated: so that a unit finds what is said of its own items, and nothing else.
  CREATE TABLE visit_item (
    terminal_id TEXT NOT NULL,
    visit       TEXT NOT NULL,
    item        TEXT NOT NULL,
    PRIMARY KEY (terminal_id, visit, item)
  );
  INSERT INTO visit_item (terminal_id, visit, item)
  SELECT DISTINCT v.terminal_id, v.visit, r.item
  FROM visit_rating AS v JOIN record AS r ON r.id = v.record AND r.terminal_id = v.terminal_id
  WHERE r.item IS NOT NULL;

  -- One for each visit that was rated 1 or 2 of 5, whatever it is rated afterwards.
  CREATE TABLE follow_up (
    terminal_id TEXT NOT NULL,
    visit       TEXT NOT NULL,
    rating      INTEGER NOT NULL,
    opened_at   BIGINT NOT NULL,
    contact_by  TEXT NOT NULL,
    settle_by   TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('open', 'contacted', 'settled')),
    -- What the holder is told.
    answer      TEXT,
    PRIMARY KEY (terminal_id, visit),
    CHECK ((state = 'settled') = (answer IS NOT NULL))
  );
  CREATE INDEX follow_up_unsettled ON follow_up (settle_by) WHERE state <> 'settled';
  CREATE TABLE follow_up_step (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    terminal_id TEXT NOT NULL,
    visit       TEXT NOT NULL,
    at          BIGINT NOT NULL,
    actor       TEXT NOT NULL,
    step        TEXT NOT NULL CHECK (step IN ('contact', 'settle', 'reopen')),
    note        TEXT NOT NULL
  );
  CREATE INDEX follow_up_step_by_visit ON follow_up_step (terminal_id, visit, id);

  -- What the office found about a conflict, a chain event or a held record. The last word counts; none is ever taken away.
  CREATE TABLE finding (
    id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject TEXT NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    verdict TEXT NOT NULL,
    why     TEXT NOT NULL
  );
  CREATE INDEX finding_by_subject ON finding (subject, id DESC);

  CREATE FUNCTION findings_are_append_only() RETURNS TRIGGER AS $$
  BEGIN
    RAISE EXCEPTION 'what was found and done is append-only';
  END;
  $$ LANGUAGE plpgsql;
  CREATE TRIGGER finding_no_change BEFORE UPDATE OR DELETE ON finding
    FOR EACH ROW EXECUTE FUNCTION findings_are_append_only();
  CREATE TRIGGER follow_up_step_no_change BEFORE UPDATE OR DELETE ON follow_up_step
    FOR EACH ROW EXECUTE FUNCTION findings_are_append_only();

  -- Services on a supervisor's word against the verdict: few, and each is looked at.
  CREATE TABLE override_service (
    terminal_id TEXT NOT NULL,
    record      TEXT NOT NULL,
    at          BIGINT NOT NULL,
    month       TEXT NOT NULL,
    site_id     TEXT NOT NULL,
    item        TEXT NOT NULL,
    tier        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    PRIMARY KEY (terminal_id, record)
  );
  CREATE INDEX override_service_by_month ON override_service (month, item);
  INSERT INTO override_service (terminal_id, record, at, month, site_id, item, tier, reason)
  SELECT terminal_id, id, at, to_char(to_timestamp(at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'), site_id,
         COALESCE(item, ''), COALESCE(said ->> 'tier', ''), said -> 'override' ->> 'reason'
  FROM (
    SELECT terminal_id, id, at, site_id, item, CAST(replace(body, '\\u0000', '\\ufffd') AS JSON) AS said
    FROM record WHERE kind = 'service' AND body LIKE '%"override":{%'
  ) AS parsed
  WHERE said -> 'override' ->> 'reason' IS NOT NULL
  ON CONFLICT DO NOTHING;

  CREATE INDEX conflict_by_time ON conflict (at);
`
