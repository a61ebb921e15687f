// What page and server agree on without the schema library, which a phone need not load.

/** Characters of a comment. */
export const LONGEST_COMMENT = 300
