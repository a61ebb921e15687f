// Tells the terminal what became of the serial scanner, for diagnostics and the support bundle.
// Each change once, and never what was read.
import { useEffect } from 'react'
import type { TerminalBridge } from '../../electron/api.ts'
import { type SerialState, serialScanner } from '../scanner/serial/serial-scanner.ts'
import { useStore } from '../ui/store.ts'

const WORTH_KNOWING: ReadonlySet<SerialState['kind']> = new Set(['open', 'unplugged', 'failed'])

export function useSerialNotes(terminal: TerminalBridge): void {
  const { kind } = useStore(serialScanner.state)
  useEffect(() => {
    if (!WORTH_KNOWING.has(kind)) return
    void terminal.call('diagnostics.note', { device: 'serial', event: kind, detail: null })
  }, [kind, terminal])
}
