// Resident-ID numbers: eighteen characters after GB 11643, the last a MOD 11-2 check character (ISO 7064).
// A number goes out of here only to be compared or hashed; nothing keeps, logs or shows more of it than its tail.

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_CHARACTERS = '10X98765432'

/** First two digits: provinces after GB/T 2260, with 81–83 for residents from Hong Kong, Macao and Taiwan. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
)

/** The number in upper case, or null unless region, date and check character are all right. */
export function parseResidentId(text: string): string | null {
  if (!/^\d{17}[\dXx]$/.test(text)) return null
  const number = text.toUpperCase()
  return hasRegionAndDate(number) && number[17] === checkCharacter(number) ? number : null
}

/**
 * The one resident-ID number in what a card reader typed besides it (name, address, dates); null when there is none, or
 * more than one. Only where Chinese text says that it is a card: no link or foreign code is searched for numbers.
 */
export function idNumberAmong(text: string): string | null {
  if (!/\p{Script=Han}/u.test(text)) return null
  const found = new Set(
    [...text.matchAll(/(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g)].flatMap(
      ([number]) => parseResidentId(number) ?? [],
    ),
  )
  const [only] = found
  return found.size === 1 && only !== undefined ? only : null
}

/** The last four characters: what a clerk compares with the ID card on the counter. */
export function idTail(idNumber: string): string {
  return idNumber.slice(-4)
}

/** Whether a string that begins with 17 digits has a region and a date of birth where an ID number has them. */
export function hasRegionAndDate(digits: string): boolean {
  return hasRegion(digits) && isDate(+digits.slice(6, 10), +digits.slice(10, 12), +digits.slice(12, 14))
}

/** A foreign national's permanent-residence number (2023 form) has a 9 before the province. */
function hasRegion(digits: string): boolean {
  return PROVINCES.has(digits[0] === '9' ? digits.slice(1, 3) : digits.slice(0, 2))
}

/** A day from 1900 to 2099: no clock is read here, so a birth in the future is not refused. */
function isDate(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2099 || month < 1 || month > 12) return false
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The check character for the first 17 digits. */
export function checkCharacter(digits: string): string {
  let sum = 0
  for (const [i, weight] of WEIGHTS.entries()) sum += (digits.charCodeAt(i) - 48) * weight
  return CHECK_CHARACTERS.charAt(sum % 11)
}
