// "今日预约 3 人" on the ready screen, with the key that opens the list; and the mark on the verdict of who is expected.
// Nothing where nobody is: a window without appointments looks as ever.
import type { Expected } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import type { ExpectedHere } from './use-expected.ts'

type LineProps = { readonly expected: ExpectedHere; readonly onOpen: () => void }

export function ExpectedLine({ expected, onOpen }: LineProps) {
  const t = useTexts()
  if (expected.today.length + expected.later.length === 0) return null
  return (
    <button
      type="button"
      className="data-line"
      data-state="fresh"
      onClick={onOpen}
      data-testid="expected-line"
    >
      <b>{t('appointments.today', { n: expected.today.length })}</b>
      <span>{t('appointments.later', { n: expected.later.length })}</span>
      <Words text={t('appointments.key')} />
    </button>
  )
}

type MarkProps = { readonly expected: ExpectedHere; readonly cardNumber: string }

/** `cardNumber`: as the verdict shows it, in groups. */
export function ExpectedMark({ expected, cardNumber }: MarkProps) {
  const t = useTexts()
  const card = cardNumber.replaceAll(' ', '')
  const his = expected.today.filter(a => a.card === card)
  if (his.length === 0) return null
  return (
    <ul className="expected-mark" data-testid="expected-mark">
      {his.map(a => (
        <li key={a.id}>
          <b>{t('appointments.mark')}</b> <What appointment={a} />
        </li>
      ))}
    </ul>
  )
}

export function What({ appointment }: { readonly appointment: Expected }) {
  const t = useTexts()
  const format = useFormat()
  const { part, item, title } = appointment
  return (
    <span>
      {t(`appointments.part.${part}`)} · {item} {format.both(title)}
    </span>
  )
}
