// Looking back: the records and the report, side by side as two tabs over the counter.
// It reads only; Esc gives the counter back, and so does a scan.
import { Button } from 'antd'
import { useTexts } from '../i18n/use-texts.ts'
import { useKeys } from '../scanner/input-hub.tsx'
import { Words } from '../ui/words.tsx'
import { RecordList } from './record-list.tsx'

export default function Records({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  // As a dialog: the counter beneath must not take a digit that was meant for a filter.
  useKeys('dialog', key => {
    if (key !== 'Escape' && key !== 'F4') return false
    onClose()
    return true
  })
  return (
    <div className="records">
      <header>
        <h1>{t('records.title')}</h1>
        <span className="records-space" />
        <Button onClick={onClose} data-testid="records-close">
          <Words text={t('records.back')} />
        </Button>
      </header>
      <RecordList />
    </div>
  )
}
