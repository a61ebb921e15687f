// The other end of child.ts, inside the processes under test.
// A line is written at once, past any buffer: what the parent has read was true before the kill.
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'

export function say(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

/** Answers each request as it comes, several at a time. */
export function serveLines(handlers: Readonly<Record<string, (input: never) => Promise<unknown>>>): void {
  createInterface({ input: process.stdin }).on('line', async text => {
    const { id, what, input } = JSON.parse(text) as { id: number; what: string; input: never }
    const handler = handlers[what]
    if (handler === undefined) throw new Error(`no such request: ${what}`)
    const answer = await handler(input).catch((cause: unknown) => ({ threw: String(cause) }))
    say({ id, answer: answer ?? null })
  })
  // The parent is gone: nobody would ever end us.
  process.stdin.once('end', () => process.exit(0))
  say({ ready: true })
}
