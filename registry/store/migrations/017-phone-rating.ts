// Where a visit was rated: at the counter, or afterwards on the holder's phone. Whichever came first stays.
// Once shipped, never edited: a change is a new migration.
export const phoneRating = `
  ALTER TABLE visit_rating ADD COLUMN source TEXT NOT NULL DEFAULT 'counter' CHECK (source IN ('counter', 'phone'));
`
