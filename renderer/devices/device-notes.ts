// Tells the terminal what became of the serial scanner, for diagnostics and the support bundle.
// Each change once, and never what was read.
import { useEffect } from 'react'
import type { TerminalBridge } from '../../electron/api.ts'
import { type SerialState, serialScanner } from '../scanner/serial/serial-scanner.ts'
import { useStore } from '../ui/store.ts'

const WORTH_KNOWING = ['open', 'unplugged', 'failed'] as const satisfies readonly SerialState['kind'][]

export function useSerialNotes(terminal: TerminalBridge): void {
  const { kind } = useStore(serialScanner.state)
  useEffect(() => {
    const event = WORTH_KNOWING.find(each => each === kind)
    if (event === undefined) return
    void terminal.call('diagnostics.note', { device: 'serial', event, detail: null })
  }, [kind, terminal])
}
