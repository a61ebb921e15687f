// The same document for Word: the office's own fonts by name, so that it can be put on letterhead and corrected there.
// Charts are Word's own, their figures behind them in a sheet: what is corrected there is drawn anew.
import {
  AlignmentType,
  Document,
  Footer,
  type IParagraphOptions,
  LineRuleType,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { type BarChartOptions, ChartRun } from 'docx/charts'
import { type Block, type Chart, chineseDate, numbered, type OfficialDocument } from './document.ts'

/** Half points: 二号, 三号, 四号, and the tables' 五号. */
const [SIZE_TITLE, SIZE_BODY, SIZE_PAGE_NUMBER, SIZE_TABLE] = [44, 32, 28, 21]
/** Twentieths of a point. */
const MM = 1440 / 25.4
const [LINE, TWO_CHARACTERS, TEXT_WIDTH] = [579, 640, Math.round(156 * MM)]
/** Pixels of 1/96 inch, and the inks of a first and a second series: told apart without colour. */
const CHART_WIDTH = Math.round((156 / 25.4) * 96)
const SERIES_INK = ['444444', 'BFBFBF'] as const
const FONTS = { song: '宋体', fang: '仿宋', hei: '黑体', kai: '楷体' } as const
type FontName = keyof typeof FONTS

export async function docxOf(document: OfficialDocument): Promise<Buffer> {
  const children = [
    paragraph(runs(document.title, { font: 'song', size: SIZE_TITLE, bold: true }), {
      alignment: AlignmentType.CENTER,
      spacing: { line: 660, lineRule: LineRuleType.EXACT, after: LINE },
    }),
    ...(document.to === null ? [] : [paragraph(runs(`${document.to}：`))]),
    ...numbered(document.blocks).flatMap(({ block, number }) => blockOf(block, number)),
    ...signature(document.issuer, chineseDate(document.date)),
  ]
  const file = new Document({
    title: document.title.replaceAll('\n', ''),
    creator: document.issuer,
    styles: {
      default: { document: { run: { font: FONTS.fang, size: SIZE_BODY, language: { eastAsia: 'zh-CN' } } } },
    },
    evenAndOddHeaderAndFooters: true,
    sections: [{ properties: PAGE, footers: { default: footer('right'), even: footer('left') }, children }],
  })
  return await Packer.toBuffer(file)
}

const PAGE = {
  page: {
    size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
    margin: {
      top: Math.round(37 * MM),
      bottom: Math.round(35 * MM),
      left: Math.round(28 * MM),
      right: Math.round(26 * MM),
    },
    pageNumbers: { start: 1, formatType: NumberFormat.DECIMAL },
  },
} as const

type Setting = { readonly font?: FontName; readonly size?: number; readonly bold?: boolean }

/** One run for each line of the text. */
const runs = (text: string, { font = 'fang', size = SIZE_BODY, bold = false }: Setting = {}): TextRun[] =>
  readable(text)
    .split('\n')
    .map(
      (line, i) =>
        new TextRun({ font: FONTS[font], size, bold, text: line, ...(i === 0 ? {} : { break: 1 }) }),
    )

/** Without what XML 1.0 forbids: control characters, halves of surrogate pairs. */
const readable = (text: string): string => text.replaceAll(/(?![\t\n])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, '')

const paragraph = (children: TextRun[], options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ spacing: { line: LINE, lineRule: LineRuleType.EXACT }, ...options, children })

function blockOf(block: Block, number: string): (Paragraph | Table)[] {
  const indent = { firstLine: TWO_CHARACTERS }
  switch (block.kind) {
    case 'heading':
      return [
        paragraph(runs(number + block.text, { font: block.level === 1 ? 'hei' : 'kai' }), {
          indent,
          keepNext: true,
          outlineLevel: block.level - 1,
        }),
      ]
    case 'paragraph':
      return [paragraph(runs(block.text), { indent })]
    case 'table':
      return [
        paragraph(runs(block.title, { font: 'hei', size: 24 }), {
          alignment: AlignmentType.CENTER,
          keepNext: true,
        }),
        tableOf(block),
      ]
    case 'chart':
      return block.chart.rows.length === 0 ? [] : [chartOf(block.chart)]
  }
}

/** As in the PDF: black ink alone, lengths from nought, every value written beside its mark. */
function chartOf({ kind, title, series, rows }: Chart): Paragraph {
  const font = (size: number) => ({ name: FONTS.hei, size, color: '000000' })
  const said = rows.map(
    row => `${row.label} ${series.map((name, i) => `${name} ${row.values[i]}`).join('、')}`,
  )
  const options: Omit<BarChartOptions, 'type'> = {
    title: { text: readable(title), font: { ...font(12), bold: true } },
    altText: { name: readable(title), description: readable(`${title}。${said.join('；')}。`) },
    categories: rows.map(row => readable(row.label)),
    series: series.map((name, i) => ({
      name: readable(name),
      color: SERIES_INK[i] ?? '000000',
      values: rows.map(row => row.values[i] ?? null),
    })),
    legend: series.length > 1 && { position: 'top', font: font(9) },
    categoryAxis: { font: font(9), reverseOrder: kind === 'bars' },
    valueAxis: { visible: false, gridlines: false, minimum: 0 },
    dataLabels: { value: true, position: 'outsideEnd', numberFormat: '#,##0', font: font(8) },
    overlap: 0,
    gapWidth: 60,
    chartArea: { fill: 'none', border: 'none' },
    transformation: {
      width: CHART_WIDTH,
      height: kind === 'bars' ? 80 + rows.length * (series.length * 14 + 10) : 280,
    },
  }
  const type = kind === 'bars' ? 'bar' : 'column'
  // Its line is as high as the chart: an exact height would cut it to one line of text.
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [new ChartRun({ type, ...options })] })
}

function tableOf({ columns, rows }: Extract<Block, { kind: 'table' }>): Table {
  const shares = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map(column => Math.round((TEXT_WIDTH * column.width) / shares))
  const cell = (text: string, i: number, font: FontName): TableCell =>
    new TableCell({
      width: { size: widths[i] ?? 0, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new Paragraph({
          alignment: ALIGNMENT[columns[i]?.align ?? 'left'],
          children: runs(text, { font, size: SIZE_TABLE }),
        }),
      ],
    })
  const row = (cells: readonly string[], font: FontName, head: boolean): TableRow =>
    new TableRow({
      ...(head ? { tableHeader: true } : {}),
      cantSplit: true,
      children: columns.map((_, i) => cell(cells[i] ?? '', i, font)),
    })
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      row(
        columns.map(c => c.head),
        'hei',
        true,
      ),
      ...rows.map(cells => row(cells, 'song', false)),
    ],
  })
}

const ALIGNMENT = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const

/** The issuer two characters from the edge, the date four. */
const signature = (issuer: string, date: string): Paragraph[] => [
  paragraph([], { keepNext: true }),
  paragraph([], { keepNext: true }),
  paragraph(runs(issuer), {
    alignment: AlignmentType.RIGHT,
    indent: { right: TWO_CHARACTERS },
    keepNext: true,
  }),
  paragraph(runs(date), { alignment: AlignmentType.RIGHT, indent: { right: 2 * TWO_CHARACTERS } }),
]

const footer = (side: 'left' | 'right'): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: ALIGNMENT[side],
        indent: { [side]: SIZE_PAGE_NUMBER * 10 },
        children: [
          new TextRun({
            font: FONTS.song,
            size: SIZE_PAGE_NUMBER,
            children: ['— ', PageNumber.CURRENT, ' —'],
          }),
        ],
      }),
    ],
  })
