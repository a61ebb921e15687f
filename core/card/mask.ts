// What of a name and a number may stand on a counter's screen.
// The full name must not pass through here into anything that is stored or logged.

/** 杨明芳 → 杨*芳, 李明 → 李*, 欧阳正华 → 欧**华; non-Chinese names keep their first letter. */
export function maskName(name: string): string {
  const chars = [...name.trim()]
  const first = chars[0]
  if (first === undefined) return ''
  if (chars.length <= 2) return `${first}*`
  if (!/\p{Script=Han}/u.test(first)) return `${first}***`
  const last = chars.at(-1) ?? ''
  return `${first}${'*'.repeat(chars.length - 2)}${last}`
}
