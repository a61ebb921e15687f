// Holders from a CSV file: every line is either entered or refused with its number, column and reason. Pure but for the look-up.
// Nothing is entered twice, and a file with refused lines still brings in the others.
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { TIERS, type Tier } from '../core/card/card.ts'
import { makeCardNumber } from '../core/card/card-number.ts'
import { parseProvincial } from '../core/card/provincial.ts'
import { parseResidentId } from '../core/card/resident-id.ts'
import type { NewHolder } from './holders.ts'
import { COLUMNS, type Column, guessMapping, NEEDED, type RefusalReason } from './register/import-file.ts'
import { pinyinOf } from './seed.ts'

export { decodeText } from './register/import-file.ts'

export type RefusedLine = { readonly line: number; readonly column: string; readonly reason: RefusalReason }
export const REFUSALS = {
  'missing-column': '缺少此列 · the file has no such column',
  'not-csv': '不是 CSV 文件 · not a CSV file',
  'name-missing': '姓名为空、过长或含控制字符 · name empty, too long, or with control characters',
  'id-number-bad': '身份证号有误 · resident-ID number is wrong',
  'id-number-twice': '身份证号在文件中重复 · the same ID number stands twice in the file',
  'already-in-register': '已在库中 · already in the register',
  'tier-bad': '等级应为 A 或 B · tier is A or B',
  'date-bad': '日期应为 2028-06-30 这样的形式 · date such as 2028-06-30',
  'provincial-bad': '省卡号有误 · provincial card number is wrong',
} as const satisfies Record<RefusalReason, string>

/** As wire.ts has it: one row that does not fit would make every terminal refuse the whole snapshot. */
const LONGEST_PINYIN = 200

export type ImportPlan = { readonly holders: readonly NewHolder[]; readonly refused: readonly RefusedLine[] }

/** One row of the file as texts; `line` counted as a spreadsheet or an editor counts. */
export type ImportRow = { readonly line: number } & Readonly<Record<Column, string>>

/** ID numbers among those given that the register has already. */
type Known = (idNumbers: readonly string[]) => Promise<ReadonlySet<string>>

export async function planImport(text: string, firstIndex: number, known: Known): Promise<ImportPlan> {
  const table = rowsOf(text)
  if (table === null) return { holders: [], refused: [{ line: 1, column: '', reason: 'not-csv' }] }
  const [{ cells: headings } = { cells: [] }, ...lines] = table
  const at = guessMapping(headings)
  const missing = NEEDED.filter(column => at[column] < 0)
  if (missing.length > 0)
    return {
      holders: [],
      refused: missing.map(c => ({ line: 1, column: COLUMNS[c][0], reason: 'missing-column' })),
    }
  const rows = lines.map(({ cells, line }): ImportRow => {
    const cell = (column: Column): string => cells[at[column]] ?? ''
    return {
      line,
      name: cell('name'),
      idNumber: cell('idNumber'),
      tier: cell('tier'),
      expires: cell('expires'),
      provincial: cell('provincial'),
    }
  })
  return await planRows(rows, firstIndex, known)
}

/** Who can be entered, under the numbers from `firstIndex` on, and which rows are refused and why. */
export async function planRows(
  rows: readonly ImportRow[],
  firstIndex: number,
  known: Known,
): Promise<ImportPlan> {
  const refused: RefusedLine[] = []
  const read = rows.flatMap(({ line, ...cells }) => {
    // Spreadsheets leave empty rows behind; they are nobody's.
    if (Object.values(cells).every(text => text.trim() === '')) return []
    const person = readLine(column => cells[column].normalize('NFKC').trim())
    if ('reason' in person) refused.push({ line, column: COLUMNS[person.column][0], reason: person.reason })
    return 'reason' in person ? [] : [{ ...person, line }]
  })
  const inRegister = await known(read.map(r => r.idNumber))
  const seen = new Set<string>()
  const holders: NewHolder[] = []
  for (const { line, ...person } of read) {
    const reason = inRegister.has(person.idNumber)
      ? 'already-in-register'
      : seen.has(person.idNumber)
        ? 'id-number-twice'
        : null
    seen.add(person.idNumber)
    if (reason !== null) refused.push({ line, column: COLUMNS.idNumber[0], reason })
    else
      holders.push({
        ...person,
        card: makeCardNumber('5323', firstIndex + holders.length),
        pinyin: pinyinOf(person.name).slice(0, LONGEST_PINYIN),
        status: 'active',
      })
  }
  return { holders, refused: refused.sort((a, b) => a.line - b.line) }
}

type Person = Pick<NewHolder, 'name' | 'idNumber' | 'tier' | 'expiresAt' | 'provincial'>

function readLine(
  cell: (column: Column) => string,
): Person | { readonly column: Column; readonly reason: RefusalReason } {
  const name = cell('name').replaceAll(/\s+/g, ' ')
  if (name === '' || [...name].length > 30 || /\p{Cc}/u.test(name))
    return { column: 'name', reason: 'name-missing' }
  const idNumber = parseResidentId(cell('idNumber').toUpperCase())
  if (idNumber === null) return { column: 'idNumber', reason: 'id-number-bad' }
  const tier = tierOf(cell('tier'))
  if (tier === null) return { column: 'tier', reason: 'tier-bad' }
  const expiresAt = endOfDay(cell('expires'))
  if (expiresAt === null) return { column: 'expires', reason: 'date-bad' }
  const given = cell('provincial')
  const provincial = given === '' ? null : parseProvincial(given)
  if (given !== '' && provincial === null) return { column: 'provincial', reason: 'provincial-bad' }
  return { name, idNumber, tier, expiresAt, provincial }
}

function tierOf(text: string): Tier | null {
  const letter = text.toUpperCase().replace(/[卡类级]$/, '')
  return TIERS.find(t => t === letter) ?? null
}

/** The last second of the day in Asia/Shanghai: a card is good on the day it names. */
function endOfDay(text: string): number | null {
  const match = text.match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/)
  if (match === null) return null
  const [year, month, day] = match.slice(1).map(Number)
  if (year === undefined || month === undefined || day === undefined) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 2000 || year > 2100) return null
  return Math.floor(date.getTime() / 1000) + 86_400 - 8 * 3600 - 1
}

type Line = { readonly line: number; readonly cells: readonly string[] }
const parsedRows = z.array(z.object({ record: z.array(z.string()), raw: z.string() }))

/** Each row with the line of the file on which it begins: a cell may hold line breaks, and an editor counts them. */
function rowsOf(text: string): readonly Line[] | null {
  try {
    const rows = parsedRows.parse(
      parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false, raw: true }),
    )
    let next = 1
    return rows.map(({ record, raw }) => {
      const line = next
      next += raw.match(/\r\n|\r|\n/g)?.length ?? 0
      return { line, cells: record }
    })
  } catch {
    return null
  }
}
