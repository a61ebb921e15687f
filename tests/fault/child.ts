// A process of the world under test, spoken to in lines of JSON: requests on its standard input, answers and cries on its output.
// It may be killed at any instant; what it had written by then is still read.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export type Child = {
  /** Undefined when the process ends before it answers. */
  ask(what: string, input?: unknown): Promise<unknown>
  /** SIGKILL; resolves when the process is gone and all it wrote is read. */
  kill(): Promise<void>
  /** SIGTERM: as it is ended in life. */
  end(): Promise<void>
  readonly alive: boolean
}

export async function startChild(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: Readonly<Record<string, unknown>>) => void = () => {},
): Promise<Child> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map<number, (answer: unknown) => void>()
  let nextId = 0
  let alive = true
  // A write to a process that was just killed.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })
  const ready = new Promise<boolean>(resolve => {
    lines.on('line', text => {
      const line = parseLine(text)
      if (line === null) return
      if (line['ready'] === true) return resolve(true)
      if (typeof line['id'] === 'number') {
        waiting.get(line['id'])?.(line['answer'])
        waiting.delete(line['id'])
      } else onLine(line)
    })
    child.once('close', () => resolve(false))
  })
  const over = once(child, 'close').then(() => {
    alive = false
    for (const answer of waiting.values()) answer(undefined)
    waiting.clear()
  })
  if (!(await ready)) throw new Error(`${script} did not start`)
  return {
    get alive() {
      return alive
    },
    ask(what, input) {
      if (!alive) return Promise.resolve(undefined)
      const id = nextId++
      return new Promise(resolve => {
        waiting.set(id, resolve)
        child.stdin.write(`${JSON.stringify({ id, what, input })}\n`)
      })
    },
    async kill() {
      child.kill('SIGKILL')
      await over
    },
    async end() {
      child.kill('SIGTERM')
      await over
    },
  }
}

/** Null for a line that a kill cut short. */
function parseLine(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
