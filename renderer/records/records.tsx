// Looking back: the records and the report, side by side as two tabs over the counter.
// It reads only; Esc gives the counter back, and so does a scan.
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTerminal } from '../bridge/terminal.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useKeys } from '../scanner/input-hub.tsx'
import { TrainingMark } from '../training/training-band.tsx'
import { Words } from '../ui/words.tsx'
import { RecordList } from './record-list.tsx'

const Report = lazy(() => import('../report/report.tsx'))

type Tab = 'records' | 'report'

export default function Records({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  const supervisor = useIsSupervisor()
  const [tab, setTab] = useState<Tab>('records')
  // As a dialog: the counter beneath must not take a digit that was meant for a filter.
  useKeys('dialog', key => {
    if (key !== 'Escape' && key !== 'F4') return false
    onClose()
    return true
  })
  return (
    <div className="records">
      <header>
        <h1>
          {t('records.title')}
          <TrainingMark />
        </h1>
        <nav className="records-tabs" aria-label={t('records.tabs')}>
          <TabButton tab="records" now={tab} onTab={setTab} label={t('records.tabRecords')} />
          <TabButton tab="report" now={tab} onTab={setTab} label={t('records.tabReport')} />
        </nav>
        <span className="records-space" />
        <Button onClick={onClose} data-testid="records-close">
          <Words text={t('records.back')} />
        </Button>
      </header>
      {tab === 'records' && <RecordList supervisor={supervisor} />}
      <Suspense>{tab === 'report' && <Report supervisor={supervisor} />}</Suspense>
    </div>
  )
}

type TabButtonProps = {
  readonly tab: Tab
  readonly now: Tab
  readonly label: string
  readonly onTab: (tab: Tab) => void
}

function TabButton({ tab, now, label, onTab }: TabButtonProps) {
  return (
    <button
      type="button"
      aria-current={tab === now ? 'page' : undefined}
      onClick={() => onTab(tab)}
      data-testid={`tab-${tab}`}
    >
      {label}
    </button>
  )
}

/** What may be done here; the terminal refuses by itself whatever is not allowed. */
function useIsSupervisor(): boolean {
  const terminal = useTerminal()
  const [supervisor, setSupervisor] = useState(false)
  useEffect(() => {
    let gone = false
    void terminal.call('app.get', undefined).then(reply => {
      if (!gone && reply.ok) setSupervisor(reply.value.clerk?.role === 'supervisor')
    })
    return () => {
      gone = true
    }
  }, [terminal])
  return supervisor
}
