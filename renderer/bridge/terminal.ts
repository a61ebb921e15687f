// The screen's only way out: the preload's bridge in Electron, the loopback client elsewhere.
// Nobody else may ask which of the two it is.
import { createContext, useContext } from 'react'
import type { TerminalBridge } from '../../electron/api.ts'
import { createLoopbackBridge } from './loopback.ts'

declare global {
  interface Window {
    readonly terminal?: TerminalBridge
  }
}

export const findTerminal = (): TerminalBridge => window.terminal ?? createLoopbackBridge()

const TerminalContext = createContext<TerminalBridge | null>(null)
export const TerminalProvider = TerminalContext.Provider

export function useTerminal(): TerminalBridge {
  const terminal = useContext(TerminalContext)
  if (terminal === null) throw new Error('no TerminalProvider above')
  return terminal
}
