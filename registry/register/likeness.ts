// Why two entries may be one holder, as words: shared by register and console.
// Pure; which entries they are is asked in duplicates.ts.

/** Same ID number; same name and birth date; same name and telephone. The strongest first. */
export const LIKENESSES = ['id-number', 'birth', 'phone'] as const
export type Likeness = (typeof LIKENESSES)[number]
