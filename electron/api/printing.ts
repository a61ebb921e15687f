// Receipts and the system's printers. A receipt is never required: nothing else waits for it.
// A preview counts as nothing; what was issued is counted, signed with its number, and audited.
import { z } from 'zod'
import { TIERS } from '../../core/card/card.ts'
import { bilingual, relation } from '../../core/policy/catalogue.ts'
import { seconds } from './basics.ts'

export const PRINT_PAPERS = ['a4', 'a5', '80mm', '58mm'] as const
export const paper = z.enum(PRINT_PAPERS)
export type Paper = z.infer<typeof paper>

export const receiptView = z.object({
  visitId: z.uuid(),
  /** Printed in training: void, and says so; its statement is not signed. */
  training: z.literal(true).optional(),
  /** 1 is the original; more are re-prints and say so. */
  copy: z.int().min(1),
  site: bilingual,
  window: bilingual,
  terminalId: z.string(),
  clerk: z.string(),
  at: seconds,
  printedAt: seconds,
  nameMasked: z.string().nullable(),
  cardTail: z.string().nullable(),
  tier: z.enum(TIERS).nullable(),
  items: z.array(
    z.object({
      id: z.string(),
      title: bilingual.nullable(),
      relation,
      quantity: z.int(),
      amountCny: z.int().nullable(),
    }),
  ),
  /** The first record's number at this terminal, to ask by. */
  sequence: z.int(),
  /** The signed statement (core/receipt/receipt.ts), and the same as the dark modules of a QR code: an SVG path. */
  statement: z.string(),
  qr: z.object({ size: z.int(), path: z.string() }),
})
export type ReceiptView = z.infer<typeof receiptView>

export const printingProcedures = {
  /** As it would be printed next. */
  'receipt.preview': { input: z.object({ visitId: z.uuid() }), output: receiptView },
  /** Counts the copy, signs it with its number, and writes it into the audit. */
  'receipt.issue': { input: z.object({ visitId: z.uuid() }), output: receiptView },
  /** `dialog`: this host prints through the browser's own dialog, and the screen opens it. */
  'print.printers': {
    input: z.void(),
    output: z.object({
      way: z.enum(['direct', 'dialog']),
      printers: z.array(z.object({ name: z.string(), label: z.string() })),
    }),
  },
  /** Prints the page's print document (styles/print.css) on a printer of the system's. */
  'print.page': {
    input: z.object({
      paper,
      /** Of a roll: how much of it. */
      heightMm: z.int().min(20).max(3000),
      printer: z.string().max(200).nullable(),
      silent: z.boolean(),
    }),
    output: z.null(),
  },
} as const
