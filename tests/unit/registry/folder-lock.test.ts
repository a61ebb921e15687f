// The embedded database's folder belongs to one process at a time, and to nobody once that process is gone.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { FolderInUse, lockFolder } from '../../../registry/store/folder-lock.ts'

const home = mkdtempSync(join(tmpdir(), 'xhc-lock-'))
const folder = join(home, 'pg')
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** Another process that has the folder until it is killed. */
async function holder() {
  const module = join(import.meta.dirname, '../../../registry/store/folder-lock.ts')
  const script = `const { lockFolder } = await import(process.argv[1]); lockFolder(process.argv[2]);
    console.log('locked'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, module, folder])
  await once(child.stdout, 'data')
  return child
}

test('a folder that is open in this process is refused a second time, until it is released', () => {
  const lock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(FolderInUse)
  lock.release()
  lockFolder(folder).release()
})

test('a folder that another process has is refused, and free at once when that process is killed', async () => {
  const child = await holder()
  expect(() => lockFolder(folder)).toThrow(FolderInUse)
  child.kill('SIGKILL')
  await once(child, 'exit')
  lockFolder(folder).release()
})

test('another folder is not concerned', () => {
  const lock = lockFolder(folder)
  const other = lockFolder(join(home, 'other'))
  other.release()
  lock.release()
})
