// Log lines of a serving registry: one JSON object per line on standard error, for whoever keeps it running.
// No message of a fault goes out: a database quotes the values that it choked on, and those are people's.

export type Log = (event: string, facts: Readonly<Record<string, string | number | null>>) => void

export const stderrLog: Log = (event, facts) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`)
}

/** How many places of the stack say where a fault was. */
const FRAMES = 6

/** What may be said of a fault: its kind, the code of the system or database (SQLSTATE), and where in the program. */
export function faultFacts(cause: unknown): { fault: string; code: string | null; where: string | null } {
  if (!(cause instanceof Error)) return { fault: typeof cause, code: null, where: null }
  const code = 'code' in cause ? String(cause.code) : null
  const frames = cause.stack?.split('\n').filter(line => /^\s+at /.test(line)) ?? []
  const where = frames.slice(0, FRAMES).map(line => line.trim().slice('at '.length))
  return { fault: cause.name, code, where: where.length === 0 ? null : where.join(' < ') }
}
