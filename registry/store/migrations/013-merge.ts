// Two entries of one holder become one: whose card stays, what the other's row said, and pairs that are two people after all.
// The lines are append-only; `holder.merged_into` is where they have led. Once shipped, never edited: a change is a new migration.
export const merge = `
  ALTER TABLE holder ADD COLUMN merged_into TEXT;
  CREATE INDEX holder_merged ON holder (merged_into) WHERE merged_into IS NOT NULL;
  -- Digits alone. For the office, never for a terminal.
  ALTER TABLE holder ADD COLUMN phone TEXT;

  -- Who may be one person: same name and birth date (digits 7 to 14 of the ID number), same name and telephone.
  CREATE INDEX holder_by_birth ON holder (name, substr(id_number, 7, 8), card_no) WHERE merged_into IS NULL;
  CREATE INDEX holder_by_phone ON holder (name, phone, card_no) WHERE merged_into IS NULL AND phone IS NOT NULL;

  CREATE TABLE holder_merge (
    id     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     BIGINT NOT NULL,
    act    TEXT NOT NULL CHECK (act IN ('merge', 'split')),
    kept   TEXT NOT NULL,
    gone   TEXT NOT NULL,
    actor  TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- JSON of what the rows said before, as far as a merge changes it.
    before TEXT NOT NULL
  );
  CREATE INDEX holder_merge_by_gone ON holder_merge (gone, id);
  CREATE INDEX holder_merge_by_kept ON holder_merge (kept, id);

  CREATE FUNCTION holder_merge_is_append_only() RETURNS TRIGGER AS $$
  BEGIN
    RAISE EXCEPTION 'merges are append-only';
  END;
  $$ LANGUAGE plpgsql;
  CREATE TRIGGER holder_merge_no_change BEFORE UPDATE OR DELETE ON holder_merge
    FOR EACH ROW EXECUTE FUNCTION holder_merge_is_append_only();

  -- Looked at and found to be two people; the lower card first.
  CREATE TABLE holder_apart (
    card   TEXT NOT NULL,
    other  TEXT NOT NULL,
    at     BIGINT NOT NULL,
    actor  TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (card, other)
  );
`
