// The one table of the management pages: headings, a line for each row, and a sentence where there is none.
// Every heading is tied to its column, for whoever hears the table instead of seeing it.
import type { ReactNode } from 'react'

export type Column<R> = { readonly title: string; readonly cell: (row: R) => ReactNode }
type Facts = Readonly<Record<`data-${string}`, string>>

type PlainTableProps<R> = {
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly rowKey: (row: R) => string | number
  /** What a row is, for styles and tests. */
  readonly rowFacts?: (row: R) => Facts
  /** Null: not yet known whether there is any. */
  readonly empty: string | null
}

export function PlainTable<R>({ columns, rows, rowKey, rowFacts, empty }: PlainTableProps<R>) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={rowKey(row)} {...rowFacts?.(row)}>
            {columns.map(({ title, cell }) => (
              <td key={title}>{cell(row)}</td>
            ))}
          </tr>
        ))}
        {rows.length === 0 && empty !== null && (
          <tr>
            <td colSpan={columns.length} className="none">
              {empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
