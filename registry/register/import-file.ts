// What CLI and console share about a file of holders: its columns and their headings as offices write them, its encoding, and
// why a row may be refused. Pure, and small: the console's page has it, too.

export const REFUSAL_REASONS = [
  'missing-column',
  'not-csv',
  'name-missing',
  'id-number-bad',
  'id-number-twice',
  'already-in-register',
  'tier-bad',
  'date-bad',
  'provincial-bad',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

export const COLUMNS = {
  name: ['姓名', '名字', 'name'],
  idNumber: ['身份证号', '身份证号码', '身份证', 'id_number', 'id number', 'idnumber', 'id'],
  tier: ['等级', '卡级', '卡别', '类别', 'tier'],
  expires: ['有效期至', '有效期', '到期日', 'expires', 'expires_at', 'valid until'],
  provincial: ['省卡号', '兴滇惠才卡号', 'provincial'],
} as const
export type Column = keyof typeof COLUMNS
export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly Column[]
export const NEEDED: readonly Column[] = ['name', 'idNumber', 'tier', 'expires']

/** Where each column stands; -1 where no heading fits. */
export type Mapping = Readonly<Record<Column, number>>

export function guessMapping(headings: readonly string[]): Mapping {
  const at = (column: Column): number =>
    headings.findIndex(h => (COLUMNS[column] as readonly string[]).includes(h.trim().toLowerCase()))
  return {
    name: at('name'),
    idNumber: at('idNumber'),
    tier: at('tier'),
    expires: at('expires'),
    provincial: at('provincial'),
  }
}

/** UTF-8 with or without BOM; else GB 18030, as spreadsheets on Chinese Windows save it. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
