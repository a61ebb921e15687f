// The main part of the counter while somebody stands there: band, holder, services or advice, keys.
// What is shown is what the terminal answered; nothing is judged here.

import type { Ref, SyntheticEvent } from 'react'
import { ExpectedMark } from '../appointments/expected-line.tsx'
import type { ExpectedHere } from '../appointments/use-expected.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import { Actions, type Acts } from './actions.tsx'
import { Advice, Notes } from './advice.tsx'
import { VerdictBand } from './band.tsx'
import {
  addTickets,
  change,
  current,
  isServing,
  isTooMuch,
  mostAmount,
  tickPaper,
  toggle,
  turnPage,
} from './choice.ts'
import type { Desk, DeskState, Problem } from './desk.ts'
import { HolderStrip } from './holder-strip.tsx'
import { type AmountFocus, TileDetails } from './tile-details.tsx'
import { Tiles } from './tiles.tsx'

type VerdictProps = {
  readonly open: Extract<DeskState, { kind: 'verdict' }>
  readonly desk: Desk
  readonly acts: Acts
  readonly amountField: Ref<AmountFocus>
  readonly expected: ExpectedHere
  readonly onElsewhere: () => void
}

export function Verdict({ open, desk, acts, amountField, expected, onElsewhere }: VerdictProps) {
  const { visit, choice, problem, writing } = open
  const serving = isServing(visit)
  const chosen = serving ? current(visit, choice) : null
  const answered = visit.services.some(s => s.availability !== 'unknown')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens in order to do nothing. What was copied would outlive the holder in the clipboard: nothing of him gets there.
    <div
      className="verdict"
      data-outcome={visit.outcome}
      onCopy={refuseCopy}
      onCut={refuseCopy}
      onDragStart={refuseCopy}
    >
      <VerdictBand visit={visit} />
      {visit.holder !== null && (
        <HolderStrip
          visit={visit}
          holder={visit.holder}
          personChecked={choice.personChecked}
          onCheck={() => desk.choose((_, now) => ({ ...now, personChecked: !now.personChecked }))}
        />
      )}
      {visit.holder !== null && <ExpectedMark expected={expected} cardNumber={visit.holder.cardNumber} />}
      <Notes visit={visit} />
      {answered && (
        <Tiles
          visit={visit}
          choice={choice}
          onToggle={itemId => desk.choose((of, now) => toggle(of, now, itemId))}
          onElsewhere={onElsewhere}
          onPage={() => desk.choose((of, now) => turnPage(of, now, 1))}
        />
      )}
      {chosen !== null && (
        <TileDetails
          {...chosen}
          seen={choice.seen}
          amountField={amountField}
          onChange={to => desk.choose((_, now) => change(now, chosen.tile.id, to))}
          onTickets={by => desk.choose((of, now) => addTickets(of, now, by))}
          onTick={paper => desk.choose((_, now) => tickPaper(now, paper))}
        />
      )}
      {serving ? <Guide open={open} /> : <Advice visit={visit} />}
      <div className="verdict-space" />
      <p className="problem" role="alert" data-testid="problem">
        {problem !== null && <ProblemText problem={problem} open={open} />}
      </p>
      <Actions {...{ visit, choice, writing, acts }} />
    </div>
  )
}

const refuseCopy = (event: SyntheticEvent) => event.preventDefault()

/** The one line that says which keys come next. */
function Guide({ open }: { readonly open: VerdictProps['open'] }) {
  const t = useTexts()
  const { visit, choice } = open
  const ready = choice.picked.length > 0 && (choice.personChecked || !visit.personCheck)
  const hint = ready ? 'pressEnter' : visit.personCheck ? 'digitChecks' : 'chooseByDigit'
  return (
    <div className="guide" data-testid="guide">
      <p>
        <Words text={t(`counter.${hint}`)} />
      </p>
      {visit.outcome === 'some-services' && (
        <p className="guide-say">
          <b>{t('counter.say')}</b>
          {t('counter.sayQuoted', { say: t(`reasons:${visit.reason}.say`) })}
        </p>
      )}
    </div>
  )
}

type ProblemTextProps = { readonly problem: Problem; readonly open: VerdictProps['open'] }

function ProblemText({ problem, open: { visit, choice } }: ProblemTextProps) {
  const t = useTexts()
  const format = useFormat()
  if (problem.kind === 'api') return apiErrorText(t, problem.error)
  if (problem.code === 'nothing-chosen') return t('counter.chooseFirst')
  const tooHigh = choice.picked
    .map(picked => ({ picked, tile: visit.services.find(s => s.id === picked.itemId) }))
    .find(({ picked, tile }) => tile !== undefined && isTooMuch(tile, picked.amount))
  const most = tooHigh?.tile === undefined ? null : mostAmount(tooHigh.tile)
  return most !== null
    ? t('visit:amountTooHigh', { amount: format.yuan(most) })
    : t(`errors:api.${problem.code}`)
}
