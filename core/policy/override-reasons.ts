// Why a supervisor served all the same: a fixed list, so that the office can count it.
// By itself, because the screen needs the words and not the rules.

export const OVERRIDE_REASONS = [
  'confirmed-by-phone', // with the talent office
  'papers-seen', // the decision, or the list, on paper
  'use-disputed', // used elsewhere according to the log, and not by this holder
  'urgent', // an emergency that cannot wait for the data
  'other', // in words
] as const
export type OverrideReason = (typeof OVERRIDE_REASONS)[number]
