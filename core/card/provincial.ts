// The number of a provincial 兴滇惠才卡, whose holders have all A-card services here (art. 3-1-1).
// The province publishes no format: this shape is our reading, and this file is the only place to change it.

/**
 * XD, the grade, eight digits; 滇 is accepted for XD. With letters in front it cannot be mistaken for our own twelve
 * digits, an ID number, a payment code or a product barcode.
 */
const NUMBER = /^(?:XD|滇)([AB])(\d{8})$/i
const BEGINNING = /^(?:XD|滇)[AB]\d+$/i

/** The number as it is stored: "XDA12345678"; null for anything else. */
export function parseProvincial(text: string): string | null {
  const match = NUMBER.exec(text)
  return match === null ? null : `XD${match[1]}${match[2]}`.toUpperCase()
}

/** Whether it begins as a provincial number, whatever its length. */
export function beginsProvincial(text: string): boolean {
  return BEGINNING.test(text)
}
