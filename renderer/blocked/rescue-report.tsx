// What was saved of a damaged journal, and what was not, in numbers; somebody reads it before the window goes on.
// It stands until it is closed, although the terminal runs behind it already.
import { Button } from 'antd'
import type { Output } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'

type RescueReportProps = { readonly rescued: Output<'repair.rescue'>; readonly onGoOn: () => void }

export default function RescueReport({ rescued, onGoOn }: RescueReportProps) {
  const t = useTexts()
  const { count } = useFormat()
  const lost = rescued.lost.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const ranges = rescued.lost.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
  return (
    <main className="page" id="main" tabIndex={-1} data-testid="rescued">
      <div className="sheet sheet-wide">
        <h1>{t('blocked.rescuedTitle')}</h1>
        <p className="blocked-why" data-testid="rescued-records">
          {t('blocked.rescuedRecords', { n: count(rescued.records) })}
        </p>
        {lost === 0 ? (
          <p>{t('blocked.nothingLost')}</p>
        ) : (
          <p data-testid="rescued-lost">{t('blocked.lost', { n: count(lost), ranges })}</p>
        )}
        {rescued.incomplete && <p>{t('blocked.incomplete')}</p>}
        <p className="sheet-lead">{t('blocked.kept')}</p>
        <Button type="primary" size="large" onClick={onGoOn} data-testid="go-on">
          {t('blocked.goOn')}
        </Button>
      </div>
    </main>
  )
}
