// A visit's receipt: what was served and not taken back, with the statement that this terminal signs for it.
// Nothing of it is needed to serve; no full name and no card number is on it.
import { create } from 'qrcode'
import type { Catalogue } from '../../core/policy/catalogue.ts'
import { type ReceiptStatement, signReceipt } from '../../core/receipt/receipt.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { ReceiptView } from '../api.ts'
import { type Identity, privateKeyOf } from '../identity.ts'
import { nameFinder } from '../records.ts'
import type { Storage } from '../storage.ts'

export function receiptOf(
  storage: Storage,
  who: Identity,
  catalogue: Catalogue | null,
  asked: {
    readonly visitId: string
    readonly copy: number
    readonly now: number
    /** What was served in training alone is never signed for. */
    readonly kind?: 'genuine' | 'training'
  },
): Result<ReceiptView, { readonly code: 'nothing-to-print' }> {
  const served = storage.journal.pages
    .ofVisit(asked.visitId)
    .filter(r => r.body.kind === 'service' && !r.voided)
    .slice(0, MOST_ITEMS)
  const [first] = served
  if (first === undefined) return err({ code: 'nothing-to-print' })
  const { body } = first
  const nameMasked = body.card === null ? null : nameFinder(storage.cache)(body.card)
  const items = served.map(({ body: { item, relation, quantity, amountCny } }) => ({
    id: item ?? '',
    title: catalogue?.items.find(i => i.id === item)?.title ?? null,
    relation: relation ?? ('self' as const),
    quantity,
    amountCny,
  }))
  const training = asked.kind === 'training'
  const said: ReceiptStatement = {
    t: who.terminalId,
    s: who.site.siteName.zh,
    n: nameMasked,
    a: body.at,
    c: asked.copy,
    r: served.map(({ body: { id } }, i) => {
      const item = items[i]
      return [id, item?.id ?? '', item?.relation ?? 'self', item?.quantity ?? 1, item?.amountCny ?? null]
    }),
  }
  const statement = training ? VOID : signReceipt(said, privateKeyOf(who))
  return ok({
    visitId: asked.visitId,
    ...(training && { training }),
    copy: asked.copy,
    site: who.site.siteName,
    window: who.site.windowName,
    terminalId: who.terminalId,
    clerk: body.clerk,
    at: body.at,
    printedAt: asked.now,
    nameMasked,
    cardTail: body.card?.slice(-4) ?? null,
    tier: body.tier,
    items,
    sequence: first.sequence,
    statement,
    qr: qrPath(statement),
  })
}

const VOID = '演练，无效 TRAINING, VOID'

/** As many as one code holds without becoming too fine for a thermal printer. */
const MOST_ITEMS = 8

/** Dark modules, row by row, as one path in units of a module. */
function qrPath(text: string): ReceiptView['qr'] {
  const { modules } = create(text, { errorCorrectionLevel: 'L' })
  const { size } = modules
  const runs: string[] = []
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!modules.get(y, x)) continue
      const start = x
      while (x < size && modules.get(y, x)) x++
      runs.push(`M${start} ${y}h${x - start}v1h${start - x}z`)
    }
  }
  return { size, path: runs.join('') }
}
