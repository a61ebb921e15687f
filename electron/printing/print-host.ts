// What a host that can print by itself offers; the loopback host has none, there the browser's dialog prints.
// A printer's name is the system's own; nothing of what is printed passes through here.

export type Printer = { readonly name: string; readonly label: string }

export type PrintJob = {
  readonly paper: 'a4' | 'a5' | '80mm' | '58mm'
  readonly heightMm: number
  /** Null: the system's default printer. */
  readonly printer: string | null
  /** Without the system's dialog. */
  readonly silent: boolean
}

export type PrintHost = {
  printers(): Promise<readonly Printer[]>
  /** Resolves to false when the system would not print, or the clerk closed the dialog. */
  print(job: PrintJob): Promise<boolean>
}

const MICRONS = 1000
const ROLL_MM = { '80mm': 80, '58mm': 58 } as const

/** Electron's `pageSize`: a name, or width and height in microns (at least 353 each). */
export function pageSizeOf({ paper, heightMm }: PrintJob): 'A4' | 'A5' | { width: number; height: number } {
  if (paper === 'a4') return 'A4'
  if (paper === 'a5') return 'A5'
  return { width: ROLL_MM[paper] * MICRONS, height: heightMm * MICRONS }
}
