// The registry's one way to its database: the same SQL for the embedded PGlite and for a PostgreSQL server.
// Texts of queries are constants beside the functions that run them; no value is ever built into one.

export type Row = Readonly<Record<string, unknown>>
export type Param = string | number | boolean | null | readonly (string | number | boolean | null)[]

export type Sql = {
  query<T extends object = Row>(text: string, params?: readonly Param[]): Promise<T[]>
  /** Everything in `work`, or nothing. Not nested. */
  transaction<T>(work: (sql: Queries) => Promise<T>): Promise<T>
  /** One at a time among all processes that have this database open; `work` may use the store as it likes. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Several statements without parameters: migrations. */
  script(text: string): Promise<void>
  close(): Promise<void>
}
export type Queries = Pick<Sql, 'query' | 'script'>

/** PostgreSQL's OID of int8: both drivers are told to read it as a number, for none of ours comes near 2^53. */
export const INT8 = 20
