// A disk without room, as the terminal meets it: SQLite refuses every write to the log with SQLITE_FULL until there is room again.
// Done beside the running terminal, in its real file, and undone without a trace; no disk is filled and nothing is mounted.
import { join } from 'node:path'
import { fileKeyStore } from '../../db/key.ts'
import { connect } from '../../db/open.ts'

/** A table that has given out its last number refuses with SQLITE_FULL, as a disk does (sqlite.org/autoinc.html). */
const FULL = `
  CREATE TABLE no_room (n INTEGER PRIMARY KEY AUTOINCREMENT, why TEXT);
  INSERT INTO no_room VALUES (9223372036854775807, 'the last number');
  CREATE TRIGGER no_room_for_records BEFORE INSERT ON service_log BEGIN INSERT INTO no_room (why) VALUES ('record'); END;
  CREATE TRIGGER no_room_for_tries BEFORE INSERT ON meta BEGIN INSERT INTO no_room (why) VALUES ('try'); END;`
const ROOM = `
  DROP TRIGGER no_room_for_records;
  DROP TRIGGER no_room_for_tries;
  DROP TABLE no_room;`

const inJournal = async (dataDir: string, sql: string): Promise<void> => {
  const key = await fileKeyStore(dataDir).load('journal')
  if (!key.ok || key.value === null) throw new Error('no journal key')
  const db = connect(join(dataDir, 'journal.db'), key.value)
  db.exec(sql)
  db.close()
}

export const fillDisk = (dataDir: string): Promise<void> => inJournal(dataDir, FULL)
export const makeRoom = (dataDir: string): Promise<void> => inJournal(dataDir, ROOM)
