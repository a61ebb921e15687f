// A dialog that is worked by keys: Esc leaves it, Enter finishes it; a scan closes it from outside.
// It must never swallow a scan, and never leave its keys behind for the counter.
import { Modal } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useKeys } from '../scanner/input-hub.tsx'

type DialogProps = {
  readonly title: string
  readonly testId: string
  readonly width?: number
  readonly footer: ReactNode
  readonly children: ReactNode
  readonly onClose: () => void
  readonly onEnter?: () => void
  /** Further keys, asked before Esc and Enter. */
  readonly onKey?: (key: string) => boolean
  /** Where the focus goes when it has opened: to its text, unless a field wants it. */
  readonly focus?: () => void
}

export function Dialog(props: DialogProps) {
  const { title, testId, width = 560, footer, children, onClose, onEnter, onKey, focus } = props
  const body = useRef<HTMLDivElement>(null)
  useKeys('dialog', key => {
    if (onKey?.(key)) return true
    if (key === 'Escape') onClose()
    else if (key === 'Enter' && onEnter !== undefined) onEnter()
    else return false
    return true
  })
  return (
    <Modal
      open
      centered
      title={title}
      width={width}
      footer={footer}
      closable={false}
      keyboard={false}
      onCancel={onClose}
      // Ant Design gives the focus to the first button, where Enter would press that one.
      afterOpenChange={open => open && (focus ?? (() => body.current?.focus()))()}
      data-testid={testId}
    >
      <div ref={body} className="dialog-body" tabIndex={-1}>
        {children}
      </div>
    </Modal>
  )
}
