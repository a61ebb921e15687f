// Run by migrate-cut.test.ts as a process of its own: takes the last step of the journal's schema and kills itself in the middle.
// `node migrate-until-killed.ts FILE KEY-HEX STATEMENT`
import { JOURNAL_MIGRATIONS } from '../../../db/journal/migrations/index.ts'
import { migrate } from '../../../db/migrate.ts'
import { connect } from '../../../db/open.ts'
import { withCuts } from './migration-cuts.ts'

const [file = '', key = '', statement = '1'] = process.argv.slice(2)
const db = connect(file, Buffer.from(key, 'hex'))
let left = Number(statement)
db.function('cut_here', () => {
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  return null
})
migrate(db, withCuts(JOURNAL_MIGRATIONS))
