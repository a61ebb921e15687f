// Which paper, and which of the system's printers where the host can print by itself.
// The system's default is the first choice; nothing has to be chosen.
import type { Paper } from '../../electron/api.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { PAPERS } from './papers.ts'
import type { Printers } from './use-printer.ts'

type PaperFieldsProps = {
  readonly paper: Paper
  readonly papers?: readonly Paper[]
  readonly onPaper: (paper: Paper) => void
  readonly printers: Printers | null
  readonly chosen: string | null
  readonly onChosen: (printer: string | null) => void
}

export function PaperFields(props: PaperFieldsProps) {
  const { paper, papers = PAPERS, onPaper, printers, chosen, onChosen } = props
  const t = useTexts()
  return (
    <>
      <span className="filter">
        <label htmlFor="print-paper">{t('printing.paper')}</label>
        <select
          id="print-paper"
          value={paper}
          onChange={event => onPaper(papers.find(p => p === event.target.value) ?? paper)}
          data-testid="print-paper"
        >
          {papers.map(each => (
            <option key={each} value={each}>
              {t(`printing.papers.${each}`)}
            </option>
          ))}
        </select>
      </span>
      {printers?.way === 'direct' && (
        <span className="filter">
          <label htmlFor="print-printer">{t('printing.printer')}</label>
          <select
            id="print-printer"
            value={chosen ?? ''}
            onChange={event => onChosen(event.target.value || null)}
          >
            <option value="">{t('printing.ask')}</option>
            {printers.printers.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </span>
      )}
    </>
  )
}
