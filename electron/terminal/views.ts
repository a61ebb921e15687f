// What the terminal says of itself, made anew each time: its phase, its status line, its settings.
// It decides nothing and changes nothing; no PIN and no key is in it.
import type { AppView, StatusView } from '../api.ts'
import type { TerminalClock } from '../clock.ts'
import type { Identity } from '../identity.ts'
import type { Kiosk } from '../kiosk/kiosk.ts'
import type { Session } from '../session.ts'
import type { Settings } from '../settings/store.ts'
import { statusView } from '../status.ts'
import type { Storage } from '../storage.ts'
import { jitterOf, nextNight } from '../sync/schedule.ts'
import { syncHistory } from '../sync/terminal-sync.ts'
import type { TerminalOptions } from '../terminal.ts'
import { dataFacts, type Rules } from '../visit/grounds.ts'
import type { Recording } from './recording.ts'
import type { RuleBook } from './rule-book.ts'
import type { Syncing } from './syncing.ts'

export type ViewParts = {
  readonly options: TerminalOptions
  readonly storage: Storage
  readonly clock: TerminalClock
  readonly settings: Settings
  readonly book: RuleBook
  readonly recording: Pick<Recording, 'alarm'>
  readonly syncing: Syncing
  readonly kiosk: Kiosk
  identity(): Identity | null
  session(): Session | null
  isTraining(): boolean
}

export type Views = ReturnType<typeof createViews>

export function createViews(parts: ViewParts) {
  const { options, storage, clock, settings, book, recording, syncing } = parts
  const { journal, cache } = storage

  function status(): StatusView {
    const rules = book.rules()
    const identity = parts.identity()
    return statusView({
      clock: clock.facts(),
      data: dataFacts(storage),
      limits: rules?.catalogue.limits ?? null,
      holders: cache.holders.count(),
      catalogueVersion: rules?.catalogue.version ?? null,
      catalogueNext: nextOf(rules),
      unsent: journal.outbox.unsent(),
      rejected: journal.worklist.open(),
      notices: journal.chainNotices.unread(),
      network: syncing.network(),
      alarm: recording.alarm(),
      sync: syncing.sync()?.progress() ?? {
        state: 'idle',
        last: syncHistory(storage, 1)[0] ?? null,
        nextAt: identity === null ? null : nextNight(clock.now(), jitterOf(identity.terminalId)),
      },
    })
  }

  function app(): AppView {
    const identity = parts.identity()
    const session = parts.session()
    const working = session?.state === 'open' ? session.clerk.role : null
    return {
      phase: phaseOf(identity, session),
      host: options.host,
      version: options.appVersion,
      terminalId: identity?.terminalId ?? null,
      site: identity?.site ?? null,
      clerk: session?.clerk ?? null,
      training: parts.isTraining(),
      kiosk: parts.kiosk.state(),
      settings: settings.view(working),
      status: status(),
    }
  }
  return { status, app }
}

/** The catalogue whose day comes next, where one is held. */
function nextOf(rules: Rules | null): StatusView['catalogueNext'] {
  const next = rules?.held[rules.held.findIndex(h => h.catalogue === rules.catalogue) + 1]?.catalogue
  return next === undefined ? null : { version: next.version, effectiveFrom: next.effectiveFrom }
}

function phaseOf(identity: Identity | null, session: Session | null): AppView['phase'] {
  if (identity === null) return 'enrol'
  if (session === null) return 'sign-in'
  return session.state === 'open' ? 'counter' : session.state
}
