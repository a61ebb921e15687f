// What the bank and the office take out: lists of cards to make, their codes for the printer, and the year's exits.
// Each download says why it is taken; the reason goes on the trail before the file comes.
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { download, type Refusal } from '../api.ts'
import { dateOf } from '../format.ts'
import { useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Choice, PageHead, Refused, Text } from '../ui/parts.tsx'

const now = (): number => Math.floor(Date.now() / 1000)
const MONTH = 30 * 86_400

export default function CardsPage() {
  const t = useTexts()
  const mayAnnounce = useMay('exit.announce')
  const mayIssue = useMay('card.issue')
  return (
    <>
      <PageHead title={t.frame.pages.cards} />
      {mayIssue && <IssueLists />}
      {mayAnnounce && <Exits />}
    </>
  )
}

type FormProps = {
  readonly title: string
  readonly note: string
  readonly testId: string
  readonly refusal: Refusal | null
  readonly children: ReactNode
}

function Taking({ title, note, testId, refusal, children }: FormProps) {
  return (
    <section className="card" aria-label={title} data-testid={testId}>
      <h2>{title}</h2>
      <p className="quiet">{note}</p>
      {children}
      <Refused refusal={refusal} />
    </section>
  )
}

function IssueLists() {
  const t = useTexts()
  const [issue, setIssue] = useState<'first' | 'again'>('first')
  const [since, setSince] = useState(() => dateOf(now() - MONTH))
  const [why, setWhy] = useState('')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  async function take(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    const asked = { issue, since, why }
    const taken =
      button?.value === 'pdf'
        ? await download('cards.codeSheet', asked)
        : await download('cards.issueList', { ...asked, format: button?.value === 'csv' ? 'csv' : 'xlsx' })
    setRefusal(taken.ok ? null : taken.error)
  }
  return (
    <Taking title={t.cards.issue} note={t.cards.issueNote} testId="issue" refusal={refusal}>
      <form className="filters" onSubmit={event => void take(event)}>
        <Choice
          label={t.cards.which}
          name="issue-which"
          value={issue}
          options={[['first', t.cards.issues.first] as const, ['again', t.cards.issues.again] as const]}
          onChange={setIssue}
        />
        <Text
          label={t.cards.since}
          name="issue-since"
          type="date"
          value={since}
          onChange={setSince}
          required
        />
        <Text
          label={t.frame.why}
          hint={t.frame.whyHint}
          name="issue-why"
          value={why}
          onChange={setWhy}
          required
        />
        <Button type="primary" htmlType="submit" value="xlsx" data-testid="issue-xlsx">
          {t.cards.xlsx}
        </Button>
        <Button htmlType="submit" value="csv" data-testid="issue-csv">
          CSV
        </Button>
        <Button htmlType="submit" value="pdf" data-testid="issue-pdf">
          {t.cards.codes}
        </Button>
      </form>
    </Taking>
  )
}

const EXIT_FORMATS = ['pdf', 'docx', 'xlsx', 'csv'] as const

function Exits() {
  const t = useTexts()
  const [year, setYear] = useState(() => dateOf(now()).slice(0, 4))
  const [why, setWhy] = useState('')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  async function take(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    const taken = await download('exits.list', {
      year,
      why,
      format: EXIT_FORMATS.find(format => format === button?.value) ?? 'xlsx',
    })
    setRefusal(taken.ok ? null : taken.error)
  }
  return (
    <Taking title={t.cards.exits} note={t.cards.exitsNote} testId="exits" refusal={refusal}>
      <form className="filters" onSubmit={event => void take(event)}>
        <Text label={t.cards.year} name="exit-year" value={year} onChange={setYear} required />
        <Text
          label={t.frame.why}
          hint={t.frame.whyHint}
          name="exit-why"
          value={why}
          onChange={setWhy}
          required
        />
        <Button type="primary" htmlType="submit" value="pdf" data-testid="exits-pdf">
          {t.cards.announcementPdf}
        </Button>
        <Button htmlType="submit" value="docx" data-testid="exits-docx">
          {t.cards.announcementWord}
        </Button>
        <Button htmlType="submit" value="xlsx" data-testid="exits-xlsx">
          {t.cards.xlsx}
        </Button>
        <Button htmlType="submit" value="csv" data-testid="exits-csv">
          CSV
        </Button>
      </form>
    </Taking>
  )
}
