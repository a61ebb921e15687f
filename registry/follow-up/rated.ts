// What holders said in a period: how many visits of each grade, and what they wrote, grouped by site and item.
// Words are counted by comments that have them, not by their author's zeal; a word of a few is not shown as the voice of many.
import type { Queries } from '../store/sql.ts'

const WHERE = `
  v.at >= $1 AND v.at < $2 AND ($3::TEXT[] IS NULL OR v.site_id = ANY($3::TEXT[]))
  AND ($4::TEXT[] IS NULL OR EXISTS (
    SELECT 1 FROM visit_item AS i WHERE i.terminal_id = v.terminal_id AND i.visit = v.visit AND i.item = ANY($4::TEXT[])))`
const GRADES = `
  SELECT v.site_id AS site, v.rating, COUNT(*) AS visits FROM visit_rating AS v
  WHERE v.rating IS NOT NULL AND ${WHERE}
  GROUP BY v.site_id, v.rating ORDER BY v.site_id, v.rating`
const COMMENTS = `
  SELECT v.at, v.site_id AS site, v.terminal_id AS terminal, v.visit, v.rating, v.comment,
         COALESCE((SELECT STRING_AGG(i.item, ',' ORDER BY i.item) FROM visit_item AS i
                   WHERE i.terminal_id = v.terminal_id AND i.visit = v.visit), '') AS items
  FROM visit_rating AS v WHERE v.comment IS NOT NULL AND ${WHERE}
    AND ($5::INTEGER IS NULL OR v.rating = $5)
  ORDER BY v.at DESC, v.visit LIMIT $6`

export type RatedQuestion = {
  /** Seconds since 1970 UTC; `until` exclusive. */
  readonly from: number
  readonly until: number
  readonly sites: readonly string[] | null
  readonly items: readonly string[] | null
}
export type SiteGrades = {
  readonly site: string
  readonly grades: readonly [number, number, number, number, number]
}
export type Comment = {
  readonly at: number
  readonly site: string
  readonly terminal: string
  readonly visit: string
  readonly rating: number | null
  readonly comment: string
  readonly items: string
}

/** Visits by grade 1 to 5, for each site that has any. */
export async function gradesOf(
  sql: Queries,
  { from, until, sites, items }: RatedQuestion,
): Promise<SiteGrades[]> {
  type Row = { site: string; rating: number; visits: number }
  const rows = await sql.query<Row>(GRADES, [from, until, sites, items])
  return [...Map.groupBy(rows, row => row.site)].map(([site, ofSite]) => {
    const grade = (n: number): number => ofSite.find(row => row.rating === n)?.visits ?? 0
    return { site, grades: [grade(1), grade(2), grade(3), grade(4), grade(5)] }
  })
}

export const commentsOf = (
  sql: Queries,
  { from, until, sites, items }: RatedQuestion,
  grade: number | null,
  limit: number,
): Promise<Comment[]> => sql.query<Comment>(COMMENTS, [from, until, sites, items, grade, limit])

export const createRated = (sql: Queries) => ({
  grades: (asked: RatedQuestion) => gradesOf(sql, asked),
  comments: (asked: RatedQuestion, grade: number | null, limit: number) =>
    commentsOf(sql, asked, grade, limit),
})

/** First second of a month "2026-11" or year "2026" of Asia/Shanghai, and of what follows it. */
export function boundsOf(period: string): { readonly from: number; readonly until: number } {
  const [year = 0, month] = period.split('-').map(Number)
  const first = month === undefined ? Date.UTC(year, 0) : Date.UTC(year, month - 1)
  const next = month === undefined ? Date.UTC(year + 1, 0) : Date.UTC(year, month)
  return { from: first / 1000 - 8 * 3600, until: next / 1000 - 8 * 3600 }
}

/** Words of so many different comments at least are worth showing. */
const SHOWN_FROM = 3
/** Words that say nothing by themselves. */
const EMPTY = new Set(
  '我们 你们 他们 这个 那个 一个 什么 没有 可以 就是 还是 但是 因为 所以 非常 比较 有点 希望 时候 已经 不是 the and was for not very with that this have'.split(
    ' ',
  ),
)

export type Word = { readonly word: string; readonly comments: number }

/** Most frequent first, at most `limit`; words as the platform's own dictionary cuts Chinese. */
export function frequentWords(comments: readonly string[], limit = 20): Word[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  const counts = new Map<string, number>()
  for (const comment of comments) {
    const words = [...segmenter.segment(comment.toLowerCase())]
      .filter(segment => segment.isWordLike === true && segment.segment.length > 1)
      .map(segment => segment.segment)
    for (const word of new Set(words)) if (!EMPTY.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, n]) => n >= SHOWN_FROM)
    .toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b))
    .slice(0, limit)
    .map(([word, n]) => ({ word, comments: n }))
}
