// The row of keys that end a visit or add to it; each button says its key.
// The loudest of them is what Enter (or F8) does now.
import { Button } from 'antd'
import type { VisitView } from '../../electron/api.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'
import { type Choice, current, isServing } from './choice.ts'
import { WhomButton } from './whom.tsx'

export type Acts = {
  readonly record: () => void
  readonly refuse: () => void
  readonly override: () => void
  readonly next: () => void
  readonly chooseRelation: () => void
  readonly comment: () => void
  readonly say: () => void
  readonly syncNow: () => void
}

type ActionsProps = {
  readonly visit: VisitView
  readonly choice: Choice
  readonly writing: boolean
  readonly acts: Acts
}

export function Actions({ visit, choice, writing, acts }: ActionsProps) {
  const t = useTexts()
  const serving = isServing(visit)
  const chosen = current(visit, choice)
  const hasComment = choice.comment.trim() !== '' || choice.rating !== null
  return (
    <div className="actions">
      {serving && (
        <>
          <Button
            type="primary"
            className="act-main"
            loading={writing}
            onClick={acts.record}
            data-testid="record-button"
          >
            <Words text={t(writing ? 'counter.recording' : 'counter.record')} />
          </Button>
          {chosen !== null && <WhomButton {...chosen} onOpen={acts.chooseRelation} />}
          <Button onClick={acts.comment} data-testid="comment-button">
            <Words text={t(hasComment ? 'counter.commented' : 'counter.comment')} />
          </Button>
        </>
      )}
      {visit.outcome === 'cannot-judge' && (
        <Button type="primary" className="act-main" onClick={acts.syncNow} data-testid="sync-button">
          <Words text={t('counter.syncNow')} />
        </Button>
      )}
      <span className="actions-space" />
      {visit.override !== undefined && (
        <Button disabled={writing} onClick={acts.override} data-testid="override-button">
          <Words text={t('visit:override.key')} />
        </Button>
      )}
      <Button onClick={acts.say} data-testid="say-button">
        <Words text={t('visit:say.key')} />
      </Button>
      <Button disabled={writing} onClick={acts.refuse} data-testid="refuse-button">
        <Words text={t(serving ? 'counter.refuse' : 'counter.refuseNo')} />
      </Button>
      <Button disabled={writing} onClick={acts.next} data-testid="next-button">
        <Words text={t('counter.nextHolder')} />
      </Button>
    </div>
  )
}
