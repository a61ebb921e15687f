// The list behind the ready screen's line: today first, then the days to come, morning before afternoon.
// To read at a glance; nothing is done here, for a card is presented all the same.
import { Button } from 'antd'
import type { Expected } from '../../electron/api.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { What } from './expected-line.tsx'
import type { ExpectedHere } from './use-expected.ts'

export default function ExpectedDialog({
  expected,
  onClose,
}: {
  readonly expected: ExpectedHere
  readonly onClose: () => void
}) {
  const t = useTexts()
  const days = [...Map.groupBy(expected.later, a => a.day)]
  return (
    <Dialog
      title={t('appointments.title')}
      testId="expected-dialog"
      width={760}
      onClose={onClose}
      onEnter={onClose}
      onKey={key => {
        if (key === '-') onClose()
        return key === '-'
      }}
      footer={
        <Button onClick={onClose}>
          <Words text={t('visit:data.close')} />
        </Button>
      }
    >
      <div className="expected-days">
        <Day heading={t('appointments.today', { n: expected.today.length })} of={expected.today} />
        {days.map(([day, of]) => (
          <Day key={day} heading={t('appointments.day', { day, n: of.length })} of={of} />
        ))}
      </div>
    </Dialog>
  )
}

function Day({ heading, of }: { readonly heading: string; readonly of: readonly Expected[] }) {
  return (
    <section>
      <h2>{heading}</h2>
      <ul>
        {of.map(a => (
          <li key={a.id} data-testid="expected" data-card={a.card}>
            <b>{a.name}</b>
            <span>{a.card.replace(/(\d{4})(?=\d)/g, '$1 ')}</span>
            <What appointment={a} />
          </li>
        ))}
      </ul>
    </section>
  )
}
