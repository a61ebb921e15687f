// One conflict: what it means, what can be done, both places, what was found before; and the finding, with its reason.
// Who may not settle reads the same and is shown no button.
import { useState } from 'react'
import { VERDICTS, type Verdict } from '../../conflicts/conflicts.ts'
import type { ConflictLine } from '../../conflicts/contract.ts'
import { timeOf } from '../format.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Ask, Choice, Text } from '../ui/parts.tsx'
import { useAct, useCall } from '../ui/use-call.ts'

type DialogProps = {
  readonly row: ConflictLine
  readonly onClose: () => void
  readonly onDone: () => void
}

export function ConflictDialog({ row, onClose, onDone }: DialogProps) {
  const t = useTexts()
  const c = t.conflicts
  const language = useLanguage()
  const maySettle = useMay('conflict.settle')
  const [verdict, setVerdict] = useState<Verdict>('explained')
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  const reopens = row.state === 'settled'
  const judges = maySettle && row.state !== 'over'
  const place = (site: { zh: string; en: string } | null, terminal: string | null, at: number | null) =>
    [site?.[language] ?? c.unknownSite, terminal, at === null ? null : timeOf(at)]
      .filter(part => part !== null)
      .join(' · ')
  return (
    <Ask
      testId="conflict"
      title={c.kinds[row.kind].name}
      submit={!judges ? t.frame.close : reopens ? c.reopen : c.settle}
      wide
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => {
        if (!judges) onClose()
        else
          void act(
            'conflicts.judge',
            { subject: row.subject, verdict: reopens ? 'reopened' : verdict, why },
            onDone,
          )
      }}
    >
      <dl className="facts">
        <dt>{c.means}</dt>
        <dd>{c.kinds[row.kind].means}</dd>
        <dt>{c.act}</dt>
        <dd>{c.kinds[row.kind].act}</dd>
        <dt>{c.where}</dt>
        <dd>{place(row.siteName, row.terminal, row.servedAt)}</dd>
        {row.otherTerminal !== null && (
          <>
            <dt>{c.other}</dt>
            <dd>{place(row.otherSiteName, row.otherTerminal, row.otherAt)}</dd>
          </>
        )}
        <dt>{c.found}</dt>
        <dd>
          {timeOf(row.at)}
          {row.times > 1 && ` · ${c.times(row.times, timeOf(row.lastAt))}`}
        </dd>
      </dl>
      {maySettle && <History subject={row.subject} />}
      {judges && (
        <>
          {!reopens && (
            <Choice
              label={c.verdict}
              name="verdict"
              value={verdict}
              options={VERDICTS.map(v => [v, c.verdicts[v]] as const)}
              onChange={setVerdict}
            />
          )}
          <Text
            label={t.frame.why}
            hint={t.frame.whyHint}
            name="why"
            value={why}
            onChange={setWhy}
            required
          />
        </>
      )}
    </Ask>
  )
}

function History({ subject }: { readonly subject: string }) {
  const c = useTexts().conflicts
  const { value } = useCall('conflicts.history', { subject })
  if (value === null || value.findings.length === 0) return null
  return (
    <div>
      <h3>{c.history}</h3>
      <ul className="plain">
        {value.findings.map(f => (
          <li key={`${f.at} ${f.verdict} ${f.why}`}>
            <b>{c.verdicts[f.verdict]}</b> {f.why}{' '}
            <span className="quiet">{c.foundBy(f.actor, timeOf(f.at))}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
