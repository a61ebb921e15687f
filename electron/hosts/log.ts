// Log lines of both hosts: one JSON object per line on standard error.
// Whoever logs has left out all input; there is nothing here that could be redacted too late.
import type { Log } from './served.ts'

export const stderrLog: Log = (event, facts) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`)
}
