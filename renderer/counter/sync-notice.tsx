// What F8 came to, in one sentence, until the next scan or for a quarter of a minute.
// Being offline is no error: it is said calmly and stands in nobody's way.
import { useEffect } from 'react'
import { apiErrorText } from '../i18n/error-text.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useStore } from '../ui/store.ts'
import type { Desk, Notice } from './desk.ts'

const SHOWN_MS = 15_000

export function SyncNotice({ desk }: { readonly desk: Desk }) {
  const notice = useStore(desk.notice)
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(() => desk.notice.set(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [desk, notice])
  return (
    <div className="notice" role="status" data-testid="notice">
      {notice !== null && <NoticeText notice={notice} />}
    </div>
  )
}

function NoticeText({ notice }: { readonly notice: Notice }) {
  const t = useTexts()
  if (notice.kind === 'popup-blocked') return <p>{t('visit:holderScreenBlocked')}</p>
  if (notice.kind === 'api') return <p>{apiErrorText(t, notice.error)}</p>
  const { error, pulledRows, pushed } = notice.result
  return (
    <p>{error === null ? t('status.synced', { rows: pulledRows, pushed }) : t(`errors:sync.${error}`)}</p>
  )
}
