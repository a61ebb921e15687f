// Words of receipts, print previews and printers.
// Same keys as zh/printing.ts; a missing one does not compile.
import type { printing as zh } from '../zh/printing.ts'

export const printing = {
  title: 'Print a receipt',
  receipt: 'Talent card service receipt',
  reprint: 'Reprint {{n}}',
  time: 'Served at',
  holder: 'Holder',
  clerk: 'Clerk',
  number: 'Receipt no.',
  item: 'Service',
  quantity: 'Quantity',
  qr: 'Signed QR code by which this receipt can be checked',
  check: 'Scan to check this receipt. It is for your own records and is never needed for a service.',
  printedAt: 'Printed {{time}}',
  paper: 'Paper',
  papers: { a4: 'A4', a5: 'A5', '80mm': '80 mm roll', '58mm': '58 mm roll' },
  printer: 'Printer',
  ask: 'Ask when printing',
  offer: '[*] Receipt',
  printing: 'Printing the receipt…',
  again: 'Receipt printed　[*] again',
  print: 'Print [Enter]',
  close: 'Do not print [Esc]',
  optional: 'A receipt is never required; the record is safe without it.',
  sent: 'Sent to the printer (print no. {{n}}).',
} satisfies typeof zh
