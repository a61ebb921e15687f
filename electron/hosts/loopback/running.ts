// Where the host of a data folder is to be found, so that starting it twice opens the one that runs.
// The note holds the key: it is readable by its owner alone, and believed only when that address answers.
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '../atomic-file.ts'

const noteIn = (dataDir: string) => join(dataDir, 'loopback-address')

/** A host that has not answered by now is none, in milliseconds. */
const ANSWER_MS = 3_000

/** Failing to leave a note only costs the second start its convenience. */
export async function noteRunning(dataDir: string, url: string): Promise<void> {
  await replaceFile(noteIn(dataDir), url).catch(() => {})
}

export async function forgetRunning(dataDir: string): Promise<void> {
  await rm(noteIn(dataDir), { force: true }).catch(() => {})
}

/** The address of a host that serves this folder now, or null. */
export async function findRunning(dataDir: string): Promise<string | null> {
  try {
    const url = await readFile(noteIn(dataDir), 'utf8')
    if (new URL(url).hostname !== '127.0.0.1') return null
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) })
    // Only a host that knows this key takes it out of the address.
    return answer.status === 303 ? url : null
  } catch {
    return null
  }
}
