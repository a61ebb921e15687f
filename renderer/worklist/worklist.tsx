// The records that the registry did not take: each with why and what can be done, worked through by keys alone.
// Nothing is deleted from here, and a scan at any moment gives the counter back.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ApiError, Reply, WorklistItem } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useKeys } from '../scanner/input-hub.tsx'
import { useModal } from '../ui/use-modal.ts'
import { Words } from '../ui/words.tsx'
import { HandOver } from './hand-over.tsx'
import { Row } from './row.tsx'
import { Settle } from './settle.tsx'

type WorklistProps = {
  readonly now: number
  readonly supervisor: boolean
  readonly onClose: () => void
}
type Over =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'support'; readonly text: string }
  | { readonly kind: 'settle'; readonly sequence: number }

const isOpen = (item: WorklistItem): boolean => item.last?.act !== 'settled'

export default function Worklist({ now, supervisor, onClose }: WorklistProps) {
  const t = useTexts()
  const terminal = useTerminal()
  const [items, setItems] = useState<readonly WorklistItem[] | null>(null)
  const [at, setAt] = useState(0)
  const screen = useRef<HTMLElement>(null)
  const [over, setOver] = useState<Over>({ kind: 'nothing' })
  const [error, setError] = useState<ApiError | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const chosen = items?.[Math.min(at, items.length - 1)]

  function took(reply: Reply<{ items: WorklistItem[] }>): boolean {
    setError(reply.ok ? null : reply.error)
    setSaid(null)
    if (reply.ok) setItems(reply.value.items)
    return reply.ok
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when it opens; every act answers with the new list
  useEffect(() => {
    void terminal.call('worklist.list', undefined).then(took)
  }, [])

  async function sendAgain(sequence: number) {
    if (!took(await terminal.call('worklist.sendAgain', { sequence }))) return
    setSaid(t('worklist:sent'))
    await terminal.call('sync.now', undefined)
    took(await terminal.call('worklist.list', undefined))
  }
  async function handOver(sequence: number) {
    const reply = await terminal.call('worklist.handOver', { sequence })
    if (took(reply) && reply.ok) setOver({ kind: 'support', text: reply.value.text })
  }
  function settle(sequence: number) {
    if (supervisor) setOver({ kind: 'settle', sequence })
    else setSaid(t('worklist:onlySupervisor'))
  }
  async function settleFor(sequence: number, reason: string) {
    setOver({ kind: 'nothing' })
    took(await terminal.call('worklist.settle', { sequence, reason }))
  }
  const acts = [sendAgain, handOver, settle]

  useModal(screen)
  useKeys('dialog', key => {
    if (over.kind !== 'nothing') return false
    const count = items?.length ?? 0
    if (key === 'Escape' || key === 'F12') onClose()
    else if (key === 'ArrowDown') setAt(Math.min(count - 1, at + 1))
    else if (key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (/^[1-3]$/.test(key) && chosen !== undefined && isOpen(chosen))
      void acts[Number(key) - 1]?.(chosen.record.sequence)
    else return false
    return true
  })

  return (
    <section
      ref={screen}
      tabIndex={-1}
      className="worklist"
      role="dialog"
      aria-modal="true"
      aria-labelledby="worklist-title"
      data-testid="worklist"
    >
      <div className="worklist-head">
        <h1 id="worklist-title">{t('worklist:title')}</h1>
        {items !== null && items.length > 0 && (
          <span>{t('worklist:open', { n: items.filter(isOpen).length })}</span>
        )}
        <span className="worklist-space" />
        <Button onClick={onClose} data-testid="worklist-close">
          <Words text={t('worklist:back')} />
        </Button>
      </div>
      {items?.length === 0 ? (
        <p className="worklist-none">{t('worklist:none')}</p>
      ) : (
        <p className="worklist-intro">
          {t('worklist:intro')} <Words text={t('worklist:keys')} />
        </p>
      )}
      <p className="worklist-said" role="status">
        {error === null ? said : apiErrorText(t, error)}
      </p>
      <ol>
        {items?.map((item, i) => (
          <Row
            key={item.record.sequence}
            item={item}
            now={now}
            chosen={item === chosen}
            onChoose={() => setAt(i)}
            onSendAgain={() => void sendAgain(item.record.sequence)}
            onHandOver={() => void handOver(item.record.sequence)}
            onSettle={() => settle(item.record.sequence)}
          />
        ))}
      </ol>
      {over.kind === 'support' && <HandOver text={over.text} onClose={() => setOver({ kind: 'nothing' })} />}
      {over.kind === 'settle' && (
        <Settle
          onSettle={reason => void settleFor(over.sequence, reason)}
          onClose={() => setOver({ kind: 'nothing' })}
        />
      )}
    </section>
  )
}
