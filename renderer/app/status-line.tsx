// One line at the bottom that is always true: how old the data is, what is unsent, network, clock.
// Being offline is the normal state and looks like it; amber is for what wants doing.
import type { ReactNode } from 'react'
import type { StatusView } from '../../electron/api.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'

type StatusLineProps = {
  readonly status: StatusView
  readonly onHelp: () => void
  /** Null where nobody is signed in. */
  readonly onRejected: (() => void) | null
  /** Null where the sync screen does not open. */
  readonly onNotices: (() => void) | null
}

export function StatusLine({ status, onHelp, onRejected, onNotices }: StatusLineProps) {
  const t = useTexts()
  return (
    <section className="status" aria-label={t('status.label')} data-testid="status-line">
      <div className="status-items">
        <HoldersItem status={status} />
        <RevocationsItem status={status} />
        <Item name="unsent" lamp="ok">
          {t('status.unsent', { n: status.unsent })}
        </Item>
        {status.rejected > 0 && (
          <Item name="rejected" lamp="warn">
            {onRejected === null ? (
              t('status.rejected', { n: status.rejected })
            ) : (
              <button type="button" onClick={onRejected} data-testid="rejected-button">
                {t('worklist:openKey', { n: status.rejected })}
              </button>
            )}
          </Item>
        )}
        {status.notices > 0 && (
          <Item name="notices" lamp="warn">
            <button
              type="button"
              disabled={onNotices === null}
              onClick={onNotices ?? undefined}
              data-testid="notices-button"
            >
              {t('sync.notices', { n: status.notices })}
            </button>
          </Item>
        )}
        <Item name="network" lamp={status.network === 'online' ? 'ok' : 'idle'}>
          {t(`status.${status.network}`)}
        </Item>
        <Item name="clock" lamp={status.clock === 'ok' ? 'ok' : 'warn'}>
          {t(status.clock === 'ok' ? 'status.clockOk' : 'status.clockDoubtful')}
        </Item>
        <SyncItem status={status} />
      </div>
      <button type="button" onClick={onHelp} data-testid="help-button">
        <Words text={t('status.help')} />
      </button>
    </section>
  )
}

type ItemProps = {
  readonly name: string
  /** A sign beside the words, which say the same. */
  readonly lamp: 'ok' | 'idle' | 'warn'
  readonly children: ReactNode
}

function Item({ name, lamp, children }: ItemProps) {
  return (
    <span data-status={name} data-lamp={lamp}>
      <i className={`lamp lamp-${lamp}`} aria-hidden="true" />
      {children}
    </span>
  )
}

/** After a light pull the two have two ages, and each is said for what it is. */
function HoldersItem({ status }: { readonly status: StatusView }) {
  const t = useTexts()
  const format = useFormat()
  const { holdersAsOf, revocationsAsOf, revocationsState, now } = status
  const when = format.when(holdersAsOf, now)
  const twoAges = revocationsState === 'fresh' && revocationsAsOf !== holdersAsOf
  const text = {
    fresh: twoAges
      ? t('status.holdersAndStops', { when, stops: format.when(revocationsAsOf, now) })
      : t('status.holders', { when }),
    aging: t('status.holdersAging', { when }),
    stale: t('status.holdersStale', { when }),
    none: t('status.holdersNone'),
  }[status.holdersState]
  return (
    <Item name="holders" lamp={status.holdersState === 'fresh' ? 'ok' : 'warn'}>
      {text}
    </Item>
  )
}

/** Said only when it is another trouble than the holder data's own. */
function RevocationsItem({ status }: { readonly status: StatusView }) {
  const t = useTexts()
  const { revocationsState: state, holdersState } = status
  if (state === 'fresh' || state === 'none' || state === holdersState) return null
  return (
    <Item name="revocations" lamp="warn">
      {t(state === 'stale' ? 'status.revocationsStale' : 'status.revocationsAging')}
    </Item>
  )
}

function SyncItem({ status: { sync } }: { readonly status: StatusView }) {
  const t = useTexts()
  const { count } = useFormat()
  if (sync.state === 'idle') return null
  const { done, total } = sync
  const step = t(`step.${sync.step}`)
  return (
    <Item name="sync" lamp="idle">
      {total !== null && total > 0
        ? t('status.syncingCount', { step, done: count(done), total: count(total) })
        : done > 0
          ? t('status.syncingSome', { step, done: count(done) })
          : t('status.syncing', { step })}
    </Item>
  )
}
