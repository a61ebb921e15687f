// What the registry saw of this terminal's chain, and what to do about it; a supervisor ticks off what he has read, by its number.
// Read, it stays listed with who read it: nothing here settles what the registry keeps.
import { Button } from 'antd'
import { useState } from 'react'
import type { ApiError, ChainNoticeView } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import { chainNoticeText } from './chain-text.ts'

type ChainNoticesProps = {
  readonly notices: readonly ChainNoticeView[]
  readonly supervisor: boolean
  readonly now: number
}

export function ChainNotices({ notices, supervisor, now }: ChainNoticesProps) {
  const t = useTexts()
  const { when } = useFormat()
  const terminal = useTerminal()
  const [error, setError] = useState<ApiError | null>(null)
  const unread = notices.filter(notice => notice.read === null)

  async function tickOff({ kind, branch, sequence }: ChainNoticeView) {
    const reply = await terminal.call('sync.noticeRead', { kind, branch, sequence })
    setError(reply.ok ? null : reply.error)
  }

  return (
    <>
      {notices.map(notice => {
        const { kind, branch, sequence, toldAt, read } = notice
        const key = unread.indexOf(notice) + 1
        return (
          <div
            key={`${kind} ${branch} ${sequence}`}
            className={read === null ? 'sync-notice sync-damage' : 'sync-notice'}
            role={read === null ? 'alert' : undefined}
            data-chain={kind}
            data-read={read !== null}
            data-testid="chain-notice"
          >
            <p>
              {chainNoticeText(t, notice)} <small>{t('sync.noticed', { when: when(toldAt, now) })}</small>
            </p>
            {read !== null ? (
              <small>{t('sync.noticeRead', { when: when(read.at, now), clerk: read.clerk })}</small>
            ) : supervisor ? (
              <Button onClick={() => void tickOff(notice)} data-key={key}>
                <Words text={`${t('sync.tickOff')} [${key}]`} />
              </Button>
            ) : (
              <small>{t('sync.supervisorReads')}</small>
            )}
          </div>
        )
      })}
      {error !== null && (
        <p className="sync-damage" role="alert">
          {apiErrorText(t, error)}
        </p>
      )}
    </>
  )
}
