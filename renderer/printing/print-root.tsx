// The print document: what is put here is all that a printer sees, on paper of the size that was asked for.
// It lies beside the app and is invisible on the screen; its sizes are rules of a sheet, never an inline style element.
import { type ReactNode, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Paper } from '../../electron/api.ts'

export const isRoll = (paper: Paper): boolean => paper === '80mm' || paper === '58mm'

type PrintDocumentProps = { readonly paper: Paper; readonly children: ReactNode }

/** Renders its children for the printer; nothing of it shows on the screen. */
export function PrintDocument({ paper, children }: PrintDocumentProps) {
  const [host] = useState(() => {
    const element = document.createElement('div')
    element.id = 'print-root'
    return element
  })
  useLayoutEffect(() => {
    document.body.append(host)
    return () => host.remove()
  }, [host])
  return createPortal(
    <div className="print-document" data-paper={paper} data-testid="print-document">
      {children}
    </div>,
    host,
  )
}

const PX_PER_MM = 96 / 25.4
const FEED_MM = 8

/** How long a piece of roll the document takes, with a little to tear at. */
export function heightMmOf(element: Element): number {
  return Math.ceil(element.getBoundingClientRect().height / PX_PER_MM) + FEED_MM
}

/** One sheet of our own for the page's size: a roll is as long as what is printed on it. */
const sizes = new CSSStyleSheet()

export function setPageSize(paper: Paper, heightMm: number): void {
  if (!document.adoptedStyleSheets.includes(sizes)) document.adoptedStyleSheets.push(sizes)
  sizes.replaceSync(
    isRoll(paper)
      ? `@page { size: ${paper} ${heightMm}mm; margin: 0 }`
      : `@page { size: ${paper === 'a4' ? 'A4' : 'A5'} portrait; margin: 14mm }`,
  )
}
