// Records as people look for them: by item, newest first, for a unit that sees its own items alone; and by card.
// Once shipped, never edited: a change is a new migration.
export const services = `
  CREATE INDEX record_by_item ON record (item, at, id) WHERE item IS NOT NULL;
  CREATE INDEX record_by_card ON record (card_no, at) WHERE card_no IS NOT NULL;
  -- Cards in force by the end of their validity: who must be asked whether to renew.
  CREATE INDEX holder_by_end ON holder (expires_at, card_no) WHERE status = 'active';
`
