// The floor of a snapshot: the same rows, sorted, bare into the same kind of encrypted file, with the same tables and indexes.
// Its columns are made outside the clock: what is timed is SQLite, the cipher and the disk, and nothing of ours.
import { rowDigest } from '../../../core/sync/buckets.ts'
import { CREATE_INDEXES, DROP_INDEXES } from '../../../db/cache/indexes.ts'
import { CACHE_MIGRATIONS } from '../../../db/cache/migrations/index.ts'
import { syncFile } from '../../../db/durable.ts'
import { migrate } from '../../../db/migrate.ts'
import { connect, type Db, removeDatabase } from '../../../db/open.ts'
import { holderPages, pagesOfUses } from './published.ts'

const ADD_HOLDER = `
  INSERT INTO holder (card_no, serial, tier, status, status_since, expires_at,
                      name, pinyin, initials, id_tail, id_hash, provincial, digest)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const ADD_USE = 'INSERT INTO usage (card_no, record, item, at, site, amount_cny) VALUES (?, ?, ?, ?, ?, ?)'

/** By the clock, and of the processor: on a busy machine the second says more. */
export type Took = { readonly seconds: number; readonly cpuSeconds: number }

/** The settings are those that our own builder uses (db/cache/snapshot.ts): the fastest that we know. */
export async function bareInsert(file: string, key: Buffer, holders: number): Promise<Took> {
  removeDatabase(file)
  let [seconds, cpuSeconds] = [0, 0]
  const timed = <T>(work: () => T): T => {
    const [began, cpuBegan] = [performance.now(), process.cpuUsage()]
    const done = work()
    const cpu = process.cpuUsage(cpuBegan)
    seconds += (performance.now() - began) / 1000
    cpuSeconds += (cpu.user + cpu.system) / 1e6
    return done
  }
  const db = timed(() => begin(file, key))
  try {
    const [addHolder, addUse] = [db.prepare(ADD_HOLDER), db.prepare(ADD_USE)]
    for await (const page of holderPages(holders)) {
      const rows = page.map(row => [
        Number(row.card),
        row.serial,
        row.tier,
        row.status,
        row.statusSince,
        row.expiresAt,
        row.name,
        row.pinyin,
        row.pinyin
          .split(' ')
          .map(s => s.charAt(0))
          .join(''),
        row.idTail,
        Buffer.from(row.idHash, 'hex'),
        row.provincial,
        rowDigest(row),
      ])
      timed(() => {
        for (const row of rows) addHolder.run(row)
      })
    }
    for await (const page of pagesOfUses(holders)) {
      const rows = page.map(u => [Number(u.card), u.record, u.item, u.at, u.site, u.amountCny])
      timed(() => {
        for (const row of rows) addUse.run(row)
      })
    }
    timed(() => {
      db.exec('COMMIT')
      db.exec(CREATE_INDEXES)
    })
  } finally {
    timed(() => db.close())
  }
  timed(() => syncFile(file))
  removeDatabase(file)
  return { seconds, cpuSeconds }
}

function begin(file: string, key: Buffer): Db {
  const db = connect(file, key, { create: true })
  for (const setting of [
    'journal_mode = OFF',
    'synchronous = OFF',
    'locking_mode = EXCLUSIVE',
    'cache_size = -8192',
  ])
    db.pragma(setting)
  migrate(db, CACHE_MIGRATIONS)
  db.exec(DROP_INDEXES)
  db.exec('BEGIN')
  return db
}
