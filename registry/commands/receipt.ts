// `receipt verify TEXT`: is a holder's receipt genuine, what does it say, and do its records stand.
// The text is what the receipt's QR code holds; a forged one is refused in a word, with exit code 1.
import type { ReceiptProblem } from '../receipts.ts'
import { answer, type Command, failed } from './run.ts'

const WORDS: Record<ReceiptProblem['code'], string> = {
  'not-a-receipt': 'this is not a receipt',
  'unknown-terminal': 'no such terminal was ever enrolled here',
  'bad-signature': 'FORGED: the signature is not the terminal’s',
}

export const receiptCommand: Command = {
  summary: 'check a holder’s receipt: the terminal’s signature, and whether its records stand',
  usage: 'receipt verify TEXT',
  options: {},
  async run(registry, [act, text], options) {
    if (act !== 'verify' || text === undefined) return failed(`usage: ${receiptCommand.usage}`, 2)
    const checked = await registry.receipt(text)
    if (!checked.ok) return failed(WORDS[checked.error.code])
    const { statement, records } = checked.value
    const at = new Date((statement.a + 8 * 3600) * 1000).toISOString().slice(0, 16).replace('T', ' ')
    const lines = [
      `genuine · terminal ${statement.t} · ${statement.s} · ${at} (UTC+8) · copy ${statement.c}`,
      ...statement.r.map(([id, item, relation, quantity, amount], i) =>
        [id, item, relation, `×${quantity}`, amount === null ? '' : `CNY ${amount}`, records[i]?.state ?? '']
          .filter(part => part !== '')
          .join('  '),
      ),
    ]
    return answer(options, { genuine: true, ...checked.value }, lines.join('\n'))
  },
}
