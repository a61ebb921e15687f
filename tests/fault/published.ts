// The states that the registry has published, made anew from its files and its list of publications, row by row.
// Nothing of the publisher's or the terminal's code is asked: the files are what terminals pull.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type pg from 'pg'
import {
  addRow,
  addUse,
  BUCKETS,
  type BucketSum,
  bucketOf,
  digestText,
  EMPTY_BUCKET,
  rowDigest,
  usageDigest,
} from '../../core/sync/buckets.ts'
import type { DataRow, HolderRow, UsageRow } from '../../core/sync/wire.ts'
import type { PublishedState } from './check.ts'

const PUBLICATIONS =
  'SELECT sequence, change, snapshot FROM publication WHERE sequence > $1 ORDER BY sequence'

type Publication = {
  readonly sequence: string
  readonly change: string | null
  readonly snapshot: string | null
}

/** How many of the last states are remembered: a cache is never further behind within a trial. */
const REMEMBERED = 60

export const holderText = (row: HolderRow): string =>
  JSON.stringify([
    row.serial,
    row.tier,
    row.status,
    row.statusSince,
    row.expiresAt,
    row.name,
    row.pinyin,
    row.idTail,
    row.idHash,
    row.provincial,
  ])
export const usageText = (row: Omit<UsageRow, 't' | 'void' | 'card' | 'record'>): string =>
  JSON.stringify([row.item, row.at, row.site, row.amountCny])

export function publishedStates(folder: string, sql: pg.Client) {
  let holders = new Map<string, HolderRow>()
  let usage = new Map<string, UsageRow>()
  let last = 0
  const states = new Map<number, PublishedState>()

  const rowsIn = (reference: string): DataRow[] => {
    const { path } = JSON.parse(reference) as { path: string }
    const text = gunzipSync(readFileSync(join(folder, path))).toString('utf8')
    return text
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as DataRow)
  }

  function apply(row: DataRow): void {
    if (row.t === 'h') holders.set(row.card, row)
    else if (row.t === 'u') {
      const key = `${row.card} ${row.record}`
      if (row.void) usage.delete(key)
      else usage.set(key, row)
    } else {
      holders.delete(row.card)
      for (const key of usage.keys()) if (key.startsWith(`${row.card} `)) usage.delete(key)
    }
  }

  function remember(sequence: number): void {
    const sums: BucketSum[] = Array.from({ length: BUCKETS }, () => EMPTY_BUCKET)
    const rows = new Map<string, string>()
    for (const [key, row] of usage) {
      rows.set(key, usageText(row))
      const id = bucketOf(row.card)
      sums[id] = addUse(sums[id] ?? EMPTY_BUCKET, usageDigest(row))
    }
    for (const [card, row] of holders) {
      rows.set(card, holderText(row))
      const id = bucketOf(card)
      sums[id] = addRow(sums[id] ?? EMPTY_BUCKET, rowDigest(row))
    }
    states.set(sequence, { rows, buckets: sums.map(s => `${s.count} ${digestText(s)}`) })
    states.delete(sequence - REMEMBERED)
  }

  return {
    /** Reads on to the newest publication, and answers the state of `sequence`. */
    async at(sequence: number): Promise<PublishedState | undefined> {
      const { rows } = await sql.query<Publication>(PUBLICATIONS, [last])
      for (const publication of rows) {
        const at = Number(publication.sequence)
        if (publication.change !== null) for (const row of rowsIn(publication.change)) apply(row)
        else if (publication.snapshot !== null) {
          // A bulk import: no change leads here, the snapshot is the state.
          holders = new Map()
          usage = new Map()
          for (const row of rowsIn(publication.snapshot)) apply(row)
        }
        last = at
        remember(at)
      }
      return states.get(sequence)
    },
  }
}
