// The terminal with the loopback host in front of it: what `npm start`, the demo and the end-to-end tests open.
// It closes in the order in which nothing is lost: first the host, then the terminal.
import { err, ok, type Result } from '../../../core/result.ts'
import { fileKeyStore } from '../../../db/key.ts'
import { startTerminal } from '../../repair/start.ts'
import type { StartError } from '../../terminal.ts'
import type { Log } from '../served.ts'
import { forgetRunning, noteRunning } from './running.ts'
import { createLoopbackHost, type LoopbackHost } from './server.ts'

export type LoopbackStartOptions = {
  readonly dataDir: string
  /** Folder of the built screen: out/renderer. */
  readonly root: string
  /** Tried in this order; 0 takes a free one. */
  readonly ports: readonly number[]
  readonly appVersion: string
  readonly log: Log
}

/** `failure`: the screen shows a terminal that did not start, and what can be done about it. */
export type LoopbackTerminal = LoopbackHost & { readonly failure: StartError | null }

/** Its one error: none of the ports can be had. */
export async function startLoopback(
  options: LoopbackStartOptions,
): Promise<Result<LoopbackTerminal, { readonly code: 'port-taken' }>> {
  const { dataDir, root, appVersion, log } = options
  const { served, failure } = await startTerminal({
    dataDir,
    keyStore: fileKeyStore(dataDir),
    host: 'loopback',
    appVersion,
    log,
  })
  for (const port of options.ports) {
    const host = await createLoopbackHost({ served, root, port, log }).catch(() => null)
    if (host === null) continue
    await noteRunning(dataDir, host.url)
    return ok({
      ...host,
      failure,
      async close() {
        await forgetRunning(dataDir)
        await host.close()
        await served.close()
      },
    })
  }
  await served.close()
  return err({ code: 'port-taken' })
}
