// Counts for supervision (art. 8), made from records as they come in: what a page asks is read from here, never from the records.
// Once shipped, never edited: a change is a new migration.
export const supervision = `
  -- One line for each record taken in, waiting to be counted; gone once it is. No index: lines come and go at the two ends.
  CREATE TABLE tally_due (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    month    TEXT NOT NULL,
    site_id  TEXT NOT NULL,
    item     TEXT NOT NULL,
    tier     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    card_no  TEXT,
    sign     INTEGER NOT NULL,
    tickets  BIGINT NOT NULL,
    amount   BIGINT NOT NULL,
    took     INTEGER NOT NULL
  );

  CREATE TABLE tally (
    month    TEXT NOT NULL,
    site_id  TEXT NOT NULL,
    item     TEXT NOT NULL,
    tier     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    records  BIGINT NOT NULL,
    tickets  BIGINT NOT NULL,
    amount   BIGINT NOT NULL,
    PRIMARY KEY (month, site_id, item, tier, kind, outcome, reason)
  );
  -- How long services took, by bucket (supervision/took.ts): medians without the records.
  CREATE TABLE tally_took (
    month   TEXT NOT NULL,
    site_id TEXT NOT NULL,
    item    TEXT NOT NULL,
    bucket  INTEGER NOT NULL,
    records BIGINT NOT NULL,
    PRIMARY KEY (month, site_id, item, bucket)
  );
  -- Who was served what, where, in which month: for distinct holders. By card, as holders shard.
  CREATE TABLE holder_use (
    card_no  TEXT NOT NULL,
    month    TEXT NOT NULL,
    site_id  TEXT NOT NULL,
    item     TEXT NOT NULL,
    services BIGINT NOT NULL,
    PRIMARY KEY (card_no, month, site_id, item)
  );
  CREATE INDEX holder_use_by_month ON holder_use (month, card_no, site_id, item) WHERE services > 0;

  -- Distinct holders of a month ("2026-11") or year ("2026"); scope: all, site, item. Made anew while \`stale\`.
  CREATE TABLE distinct_holders (
    period  TEXT NOT NULL,
    scope   TEXT NOT NULL,
    name    TEXT NOT NULL,
    holders BIGINT NOT NULL,
    PRIMARY KEY (period, scope, name)
  );
  CREATE TABLE distinct_period (period TEXT PRIMARY KEY, stale BOOLEAN NOT NULL, counted_at BIGINT NOT NULL);

  -- Records taken in before there was this table.
  INSERT INTO tally_due (month, site_id, item, tier, kind, outcome, reason, card_no, sign, tickets, amount, took)
  SELECT to_char(to_timestamp(r.at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'), r.site_id, COALESCE(r.item, ''),
         COALESCE(r.said ->> 'tier', ''), r.kind, r.outcome, r.reason, r.card_no, 1,
         COALESCE(CAST(r.said ->> 'quantity' AS BIGINT), 1), COALESCE(CAST(r.said ->> 'amountCny' AS BIGINT), 0),
         LEAST(60, ROUND(4 * LN(CAST(r.said ->> 'took' AS NUMERIC) + 1) / LN(2)))
  FROM (
    SELECT at, site_id, item, kind, outcome, reason, card_no, id,
           CAST(replace(body, '\\u0000', '\\ufffd') AS JSON) AS said
    FROM record WHERE kind IN ('service', 'refusal', 'void')
  ) AS r
  WHERE r.kind <> 'service' OR NOT EXISTS (SELECT 1 FROM record AS v WHERE v.voids = r.id);
`
