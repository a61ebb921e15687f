// The fast reading of a row against the schema that both sides of the wire agreed on.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDataRow } from '../../../core/sync/data-row.ts'
import { dataRow } from '../../../core/sync/wire.ts'
import { gone, holder, used } from '../db/support-rows.ts'

/** Values that sit on the borders of the schema, on either side. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    false,
    '',
    0,
    -1,
    -0,
    1,
    255,
    256,
    1.5,
    0xffff_ffff,
    0x1_0000_0000,
    Number.MAX_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER + 1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    'A',
    'B',
    'a',
    'active',
    'Active',
    '532300000018',
    '532300000018\n',
    '５３２３00000018',
    '001X',
    '001x',
    'ab'.repeat(16),
    'AB'.repeat(16),
    '00000000-0000-0000-0000-000000000000',
    '9b2f6c1e-8f0a-4c8e-9d7b-3a5f1c2d4e6f',
    '9b2f6c1e-8f0a-4c8e-1d7b-3a5f1c2d4e6f',
    [],
    {},
  ),
  fc.nat(210).map(n => '名'.repeat(n)),
  fc.nat(61).map(n => '𠮷'.repeat(n)),
  fc.integer({ min: -2, max: 300 }),
  fc.anything(),
)
const FIELDS = [
  't',
  'card',
  'serial',
  'tier',
  'status',
  'statusSince',
  'expiresAt',
  'name',
  'pinyin',
  'idTail',
  'idHash',
  'provincial',
  'record',
  'item',
  'at',
  'site',
  'amountCny',
  'void',
  'somethingNewer',
] as const

const row = fc
  .tuple(
    fc.constantFrom<Record<string, unknown>>(
      { ...holder(7) },
      { ...holder(8, { provincial: 'XDA00000001', status: 'lost' }) },
      { ...used(7, { amountCny: 20_000 }) },
      { ...used(7, { void: true }) },
      { ...gone(7) },
    ),
    fc.dictionary(fc.constantFrom(...FIELDS), odd, { maxKeys: 2 }),
    fc.option(fc.constantFrom(...FIELDS)),
  )
  .map(([base, changed, missing]) => {
    const made: Record<string, unknown> = { ...base, ...changed }
    if (missing !== null) delete made[missing]
    return made
  })

const bySchema = (value: unknown) => {
  const parsed = dataRow.safeParse(value)
  return parsed.success ? parsed.data : null
}

describe('reading a row by hand', () => {
  it('answers as the schema does for every row, sound or broken anywhere', () => {
    fc.assert(
      fc.property(row, value => {
        expect(readDataRow(value)).toEqual(bySchema(value))
      }),
      { numRuns: 4000 },
    )
  })

  it('answers as the schema does for what is no row at all', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        expect(readDataRow(value)).toEqual(bySchema(value))
      }),
      { numRuns: 500 },
    )
  })

  it('takes sound rows of each kind', () => {
    for (const sound of [holder(1), used(1), used(2, { void: true }), gone(1)])
      expect(readDataRow(structuredClone(sound))).toEqual(sound)
  })
})
