// What a record's text says, or null where it says nothing that this registry knows, or not about the terminal that sent it.
import { type RecordBody, recordBody, type SealedRecord, sealedRecord } from '../../core/sync/wire.ts'

export function readBody(record: SealedRecord, terminalId: string): RecordBody | null {
  if (!sealedRecord.safeParse(record).success) return null
  try {
    const body = recordBody.safeParse(JSON.parse(record.body))
    if (!body.success || body.data.id !== record.id || body.data.terminal !== terminalId) return null
    // PostgreSQL keeps no U+0000 in a text: let in, it would fail the whole batch, and again each night.
    const { site, outcome, reason, nonce } = body.data
    return [record.body, site, outcome, reason, nonce].some(text => text?.includes('\0')) ? null : body.data
  } catch {
    return null
  }
}
