// The rows of snapshots and change files, checked by hand: a million of them must cost little more than storing them.
// As strict as the schemas in wire.ts, which stay the truth: a property test holds the two together.
import { z } from 'zod'
import { TIERS, type Tier } from '../card/card.ts'
import { STATUSES, type Status } from '../policy/evidence.ts'
import type { DataRow, HolderRow, UsageRow } from './wire.ts'

const CARD = /^\d{12}$/
const ID_TAIL = /^[0-9X]{4}$/
const ID_HASH = /^[0-9a-f]{32}$/
const UUID = z.regexes.uuid()
const LATEST = 0xffff_ffff

/** Counted in characters, as the schema does, not in UTF-16 units; few texts are near the limit. */
const isText = (value: unknown, min: number, max: number): value is string =>
  typeof value === 'string' && value.length >= min && (value.length <= max || [...value].length <= max)
const isWritten = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && form.test(value)
const isWhole = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
const isSeconds = (value: unknown): value is number => isWhole(value, 0, LATEST)
const isTier = (value: unknown): value is Tier => value === TIERS[0] || value === TIERS[1]
const STATUS_NAMES: ReadonlySet<unknown> = new Set(STATUSES)
const isStatus = (value: unknown): value is Status => STATUS_NAMES.has(value)

type Claimed<Row> = { readonly [K in keyof Row]?: unknown }

/** The row that a parsed line is, without fields of a newer registry; null where the schema would refuse it. */
export function readDataRow(json: unknown): DataRow | null {
  if (typeof json !== 'object' || json === null) return null
  const { t } = json as Claimed<DataRow>
  if (t === 'h') return readHolder(json)
  if (t === 'u') return readUsage(json)
  return t === 'g' ? readGone(json) : null
}

function readHolder(row: Claimed<HolderRow>): HolderRow | null {
  const { card, serial, tier, status, statusSince, expiresAt, name, pinyin, idTail, idHash, provincial } = row
  return isWritten(card, CARD) &&
    isWhole(serial, 1, 255) &&
    isTier(tier) &&
    isStatus(status) &&
    isSeconds(statusSince) &&
    isSeconds(expiresAt) &&
    isText(name, 1, 60) &&
    isText(pinyin, 0, 200) &&
    isWritten(idTail, ID_TAIL) &&
    isWritten(idHash, ID_HASH) &&
    (provincial === null || isText(provincial, 0, 20))
    ? {
        t: 'h',
        card,
        serial,
        tier,
        status,
        statusSince,
        expiresAt,
        name,
        pinyin,
        idTail,
        idHash,
        provincial,
      }
    : null
}

function readUsage(row: Claimed<UsageRow>): UsageRow | null {
  const { record, card, item, at, site, amountCny } = row
  return isWritten(record, UUID) &&
    isWritten(card, CARD) &&
    isText(item, 0, 8) &&
    isSeconds(at) &&
    isText(site, 0, 80) &&
    (amountCny === null || isWhole(amountCny, 0, Number.MAX_SAFE_INTEGER)) &&
    typeof row.void === 'boolean'
    ? { t: 'u', record, card, item, at, site, amountCny, void: row.void }
    : null
}

function readGone({ card }: { readonly card?: unknown }): DataRow | null {
  return isWritten(card, CARD) ? { t: 'g', card } : null
}
