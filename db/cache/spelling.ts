// What letters typed for a Chinese name can mean: whole syllables, initials, or both mixed ("yangming", "ymf", "yangmf").
// Pure; the number of readings is bounded, whatever is typed.

/** One way to cut letters into the beginnings of syllables. */
export type Reading = {
  /** The first letter of each: "ymf", as the cache's `initials`. */
  readonly initials: string
  /** What `pinyin` ("yang ming fang") must look like, for GLOB. */
  readonly pattern: string
}

/** No name has more syllables (Yi and Dai names included); what is longer has no reading. */
const MAX_SYLLABLES = 12
const MAX_READINGS = 24

/** Consonants that begin a syllable, longest first; then its vowels; then what may close it. */
const SYLLABLE =
  /^(?:(?:zh|ch|sh|[bcdfghjklmnpqrstwxyz])?([aeiouv]+)(ng|n|r)?|zh|ch|sh|[bcdfghjklmnpqrstwxyz])/

/**
 * Letters as typed, ready to compare: no spaces, tone marks ("yáng") or tone numbers ("yang2"), "ü" as the "v" of the
 * register. Two forms where a mark may belong to a foreign name. Empty when there is anything but letters in it.
 */
export function lettersOf(text: string): readonly string[] {
  const bare = text.toLowerCase().replaceAll(/[\s'’·.-]/gu, '')
  const toneless = bare.replaceAll(/(?<=\p{Script=Latin})[1-5](?=\p{Script=Latin}|$)/gu, '')
  if (!/^\p{Script=Latin}+$/u.test(toneless)) return []
  const plain = toneless
    .normalize('NFD')
    .replaceAll(/u\u0308/g, 'v')
    .replaceAll(/[\u0300\u0301\u0304\u030c]/g, '')
    .normalize('NFC')
  return plain === toneless ? [plain] : [plain, toneless]
}

/** Every reading of the letters, the one with the fewest syllables first; `before` syllables precede them. */
export function readingsOf(letters: string, before: number): readonly Reading[] {
  const cuts: string[][] = []
  cut(letters, [], cuts)
  return cuts
    .toSorted((a, b) => a.length - b.length)
    .map(parts => ({
      initials: parts.map(part => part.slice(0, 1)).join(''),
      pattern: [...new Array<string>(before).fill('*'), ...parts.map(patternOf)].join(' '),
    }))
}

/** The last part may be the beginning of a syllable; one before it is a whole syllable, one letter, or consonants alone. */
function patternOf(part: string, index: number, parts: readonly string[]): string {
  return index === parts.length - 1 || part.length === 1 || !/[aeiouv]/.test(part) ? `${part}*` : part
}

function cut(rest: string, parts: readonly string[], into: string[][]): void {
  if (into.length >= MAX_READINGS || parts.length > MAX_SYLLABLES) return
  if (rest === '') {
    into.push([...parts])
    return
  }
  for (const part of beginnings(rest)) cut(rest.slice(part.length), [...parts, part], into)
}

/** "ningan" begins with "ning", "nin", "ni" or "n": the letters that follow may belong to the next syllable. */
function beginnings(rest: string): readonly string[] {
  const match = SYLLABLE.exec(rest)
  if (match === null) return []
  const [whole, vowels, closing] = match
  const open = closing === undefined ? whole : whole.slice(0, -closing.length)
  const found = new Set([whole])
  if (closing === 'ng') found.add(whole.slice(0, -1))
  found.add(open)
  // "zh" is one initial, or 正 and 华; "xian" is one syllable or 西安.
  if (vowels !== undefined && vowels.length > 1) found.add(open.slice(0, -1))
  if (/^[zcs]h/.test(whole) || vowels !== undefined) found.add(rest.slice(0, 1))
  return [...found].filter(part => part !== '')
}
