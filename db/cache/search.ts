// Holders by the beginning of a name: characters, full pinyin, or initials ("杨明", "yangm", "ymf").
// Each form is one range of one index; no text becomes a pattern.
import type { Db } from '../open.ts'
import { type CachedHolder, type HolderColumns, holderOf } from './holders.ts'

const BY_NAME = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE name >= ? AND name < ? ORDER BY name LIMIT ?`
const BY_PINYIN = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE replace(pinyin, ' ', '') >= ? AND replace(pinyin, ' ', '') < ?
  ORDER BY replace(pinyin, ' ', '') LIMIT ?`
const BY_INITIALS = `
  SELECT card_no, serial, tier, status, status_since, expires_at, name, id_tail, provincial
  FROM holder WHERE initials >= ? AND initials < ? ORDER BY initials LIMIT ?`

/** Above every text that begins with what stands before it: SQLite compares UTF-8 bytes. */
const END = '\u{10ffff}'

export type NameSearch = (text: string, limit: number) => readonly CachedHolder[]

export function searchHolders(db: Db): NameSearch {
  const byName = db.prepare<[string, string, number], HolderColumns>(BY_NAME).raw()
  const byPinyin = db.prepare<[string, string, number], HolderColumns>(BY_PINYIN).raw()
  const byInitials = db.prepare<[string, string, number], HolderColumns>(BY_INITIALS).raw()

  return (text, limit) => {
    const name = text.trim()
    if (name === '') return []
    const letters = spelled(name)
    const rows = [
      ...byName.all(name, name + END, limit),
      ...(letters === '' ? [] : byPinyin.all(letters, letters + END, limit)),
      ...(letters === '' ? [] : byInitials.all(letters, letters + END, limit)),
    ]
    const found = new Map(rows.map(row => [row[0], row]))
    return [...found.values()].slice(0, limit).flatMap(row => holderOf(row) ?? [])
  }
}

/** "Yang Ming-fang" → "yangmingfang"; empty when there is anything but letters in it. */
function spelled(text: string): string {
  const letters = text.toLowerCase().replaceAll(/[\s'’-]/g, '')
  return /^\p{Script=Latin}+$/u.test(letters) ? letters : ''
}
