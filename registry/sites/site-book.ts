// Sites with their terminals as the office looks at them, and what terminals tell of themselves with each hello.
// A report is a terminal's own word: it informs, and nothing is decided by it.
import type { Queries } from '../store/sql.ts'
import type { Site } from '../terminals.ts'
import type { TerminalRow } from './contract.ts'

export type TerminalReport = {
  /** Where the terminal's own journal ends. */
  readonly journalEnd: number | null
  readonly app: string | null
  readonly dataAsOf: number | null
}

const LIST = `
  SELECT s.id, s.name_zh AS "nameZh", s.name_en AS "nameEn", s.kind, s.county,
         COUNT(t.id) AS terminals, MAX(t.last_contact) AS "lastContact"
  FROM site AS s LEFT JOIN terminal AS t ON t.site_id = s.id AND t.state = 'active'
  GROUP BY s.id, s.name_zh, s.name_en, s.kind, s.county ORDER BY s.id`
const FIND = `
  SELECT id, name_zh AS "nameZh", name_en AS "nameEn", kind, county FROM site WHERE id = $1`
const TERMINALS = `
  SELECT t.id, t.window_zh AS window, t.state, t.enrolled_at AS "enrolledAt", t.last_contact AS "lastContact",
         t.last_sequence AS received, r.journal_end AS "journalEnd", r.app, r.data_as_of AS "dataAsOf",
         (SELECT COUNT(*) FROM chain_event AS e WHERE e.terminal_id = t.id AND e.closed_at IS NULL) AS "openEvents"
  FROM terminal AS t LEFT JOIN terminal_report AS r ON r.terminal_id = t.id
  WHERE t.site_id = $1 ORDER BY t.state, t.last_contact DESC, t.id`
const APPS = 'SELECT DISTINCT app FROM terminal_report WHERE app IS NOT NULL'
const REPORT = `
  INSERT INTO terminal_report (terminal_id, at, journal_end, app, data_as_of) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (terminal_id) DO UPDATE
  SET at = excluded.at, journal_end = excluded.journal_end, app = excluded.app, data_as_of = excluded.data_as_of`

type ListedSite = Site & { readonly terminals: number; readonly lastContact: number | null }

export const siteBook = (sql: Queries) => ({
  list: (): Promise<ListedSite[]> => sql.query<ListedSite>(LIST),
  find: async (id: string): Promise<Site | null> => (await sql.query<Site>(FIND, [id]))[0] ?? null,
  async newestApp(): Promise<string | null> {
    const apps = await sql.query<{ app: string }>(APPS)
    return apps.map(row => row.app).reduce<string | null>(newerApp, null)
  },
  terminals: (siteId: string): Promise<TerminalRow[]> => sql.query<TerminalRow>(TERMINALS, [siteId]),
})

/** By number, part by part: "0.10.0" is newer than "0.9.3". */
const newerApp = (known: string | null, app: string): string =>
  known === null || known.localeCompare(app, 'en', { numeric: true }) < 0 ? app : known

export async function noteReport(
  sql: Queries,
  terminalId: string,
  { journalEnd, app, dataAsOf }: TerminalReport,
  now: number,
): Promise<void> {
  await sql.query(REPORT, [terminalId, now, journalEnd, app, dataAsOf])
}
