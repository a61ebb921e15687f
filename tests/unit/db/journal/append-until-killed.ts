// Run by kill.test.ts as a process of its own: appends to a journal for ever, and says after each what was acknowledged.
// `node append-until-killed.ts FILE KEY-HEX`
import { writeSync } from 'node:fs'
import { openJournal } from '../../../../db/journal/journal.ts'
import { service } from '../support-rows.ts'

const [file = '', key = ''] = process.argv.slice(2)
const journal = openJournal(file, Buffer.from(key, 'hex'))
if (!journal.ok) throw new Error(journal.error.code)
for (;;) {
  const sealed = journal.value.log.append([service(), service()])
  if (!sealed.ok) throw new Error(sealed.error.code)
  // Written at once, past any buffer: what the parent has read was acknowledged before the kill.
  for (const { sequence, hash } of sealed.value) writeSync(1, `${sequence} ${hash}\n`)
}
