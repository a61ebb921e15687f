// What an official document consists of: the one description that pdf.ts and docx.ts both write.
// A chart never says what no table or sentence says, and says it without colour: a printer may have none.

export type Column = {
  readonly head: string
  /** Share of the width, against the other columns. */
  readonly width: number
  readonly align: 'left' | 'center' | 'right'
}

/** One or two series. The second is drawn hatched, or in a light grey, so that it can be told without colour. */
export type Chart = {
  /** `bars` lie, for names; `columns` stand, for months. */
  readonly kind: 'bars' | 'columns'
  readonly title: string
  readonly series: readonly string[]
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[]
}

export type Block =
  /** Numbered by the writer: 一、 at level 1, （一） at level 2. */
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly title: string
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'chart'; readonly chart: Chart }

export type OfficialDocument = {
  /** A line end where a long one should break: between words, which no program knows of Chinese. */
  readonly title: string
  /** Whom it goes to, without the colon; null for an announcement to everybody. */
  readonly to: string | null
  readonly blocks: readonly Block[]
  readonly issuer: string
  /** "2026-12-01" */
  readonly date: string
}

/** A block with the words that it begins with by its place: "一、", "（二）". */
export type Numbered = { readonly block: Block; readonly number: string }

export function numbered(blocks: readonly Block[]): Numbered[] {
  let [first, second] = [0, 0]
  return blocks.map(block => {
    if (block.kind !== 'heading') return { block, number: '' }
    if (block.level === 1) {
      first += 1
      second = 0
      return { block, number: `${chineseNumber(first)}、` }
    }
    second += 1
    return { block, number: `（${chineseNumber(second)}）` }
  })
}

const DIGITS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 to 99: "十一" of 11. */
export function chineseNumber(n: number): string {
  if (n < 10) return DIGITS[n] ?? ''
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`
}

/** "2026年12月1日" of "2026-12-01": no zeros in front, as the standard has it. */
export function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** Every text of a document, for whoever must know its characters beforehand. */
export function textsOf(document: OfficialDocument): string[] {
  return [
    document.title,
    document.to ?? '',
    document.issuer,
    chineseDate(document.date),
    ...numbered(document.blocks).flatMap(({ block, number }) => [number, ...textsOfBlock(block)]),
  ]
}

function textsOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text]
    case 'table':
      return [block.title, ...block.columns.map(c => c.head), ...block.rows.flat()]
    case 'chart':
      return [block.chart.title, ...block.chart.series, ...block.chart.rows.map(row => row.label)]
  }
}
