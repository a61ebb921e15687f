// What holders said of their visits: one row per visit, however many records it has and however late the word came.
// Once shipped, never edited: a change is a new migration.
export const visitRating = `
  CREATE TABLE visit_rating (
    terminal_id TEXT NOT NULL,
    visit       TEXT NOT NULL,
    at          BIGINT NOT NULL,
    site_id     TEXT NOT NULL,
    record      TEXT NOT NULL,
    rating      INTEGER CHECK (rating BETWEEN 1 AND 5),
    comment     TEXT,
    PRIMARY KEY (terminal_id, visit)
  );
  CREATE INDEX visit_rating_by_site ON visit_rating (site_id, at);

  -- Records taken in before there was this table: the first of each visit that says something.
  INSERT INTO visit_rating (terminal_id, visit, at, site_id, record, rating, comment)
  SELECT DISTINCT ON (terminal_id, visit) terminal_id, visit, at, site_id, id, rating, comment
  FROM (
    SELECT terminal_id, sequence, at, site_id, id,
           said ->> 'visit' AS visit,
           CAST(said ->> 'rating' AS INTEGER) AS rating,
           said ->> 'comment' AS comment
    FROM (
      SELECT terminal_id, sequence, at, site_id, id,
             -- PostgreSQL can read no U+0000 out of a JSON text; the body itself keeps it.
             CAST(replace(body, '\\u0000', '\\ufffd') AS JSON) AS said
      FROM record WHERE kind IN ('service', 'refusal')
    ) AS parsed
  ) AS visits
  WHERE rating IS NOT NULL OR comment IS NOT NULL
  ORDER BY terminal_id, visit, sequence;
`
