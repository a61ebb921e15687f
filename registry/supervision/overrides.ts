// Services on a supervisor's word against the verdict: written down one by one as they come in, for they are few.
// A voided one is none: it is left out when they are counted.
import type { RecordBody } from '../../core/sync/wire.ts'
import type { Queries } from '../store/sql.ts'
import { monthText } from './due.ts'

const NOTE = `
  INSERT INTO override_service (terminal_id, record, at, month, site_id, item, tier, reason)
  SELECT $1, record, at, month, site_id, item, tier, reason
  FROM UNNEST($2::TEXT[], $3::BIGINT[], $4::TEXT[], $5::TEXT[], $6::TEXT[], $7::TEXT[], $8::TEXT[])
    AS given (record, at, month, site_id, item, tier, reason)
  ON CONFLICT DO NOTHING`

/** In the transaction that takes the records in. */
export async function noteOverrides(
  sql: Queries,
  terminalId: string,
  taken: readonly { readonly body: RecordBody }[],
): Promise<void> {
  const given = taken.flatMap(({ body }) =>
    body.kind === 'service' && body.override !== undefined
      ? [{ ...body, because: body.override.reason }]
      : [],
  )
  if (given.length === 0) return
  await sql.query(NOTE, [
    terminalId,
    given.map(b => b.id),
    given.map(b => b.at),
    given.map(b => monthText(b.at)),
    given.map(b => b.site),
    given.map(b => b.item ?? ''),
    given.map(b => b.tier ?? ''),
    given.map(b => b.because),
  ])
}
