// Which terminal a code was spent on: one that never heard the answer asks again with the same key, and gets the same answer.
export const enrolledBy = `
  ALTER TABLE enrolment_code ADD COLUMN used_by TEXT;
`
