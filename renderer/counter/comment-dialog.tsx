// The holder's five-grade rating and a comment, for the records of this visit.
// No personal data belongs in a comment: the field says so.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { type Choice, RATINGS, type Rating } from './choice.ts'

type CommentDialogProps = {
  readonly choice: Choice
  readonly onDone: (comment: string, rating: Rating | null) => void
  readonly onClose: () => void
}

export function CommentDialog({ choice, onDone, onClose }: CommentDialogProps) {
  const t = useTexts()
  const [comment, setComment] = useState(choice.comment)
  const [rating, setRating] = useState(choice.rating)
  const done = () => onDone(comment, rating)
  const rate = (key: string) => {
    const pressed = RATINGS.find(grade => String(grade) === key)
    if (pressed !== undefined) setRating(pressed === rating ? null : pressed)
    return pressed !== undefined
  }
  return (
    <Dialog
      title={t('comment.title')}
      testId="comment-dialog"
      onClose={onClose}
      onEnter={done}
      onKey={rate}
      footer={
        <>
          <Button onClick={onClose}>
            <Words text={t('comment.cancel')} />
          </Button>
          <Button type="primary" onClick={done} data-testid="comment-done">
            <Words text={t('comment.done')} />
          </Button>
        </>
      }
    >
      <fieldset className="ratings">
        <legend>{t('comment.rating')}</legend>
        {RATINGS.map(grade => (
          <label key={grade} data-testid={`rating-${grade}`}>
            <input type="radio" name="rating" checked={grade === rating} onChange={() => setRating(grade)} />
            <kbd>{grade}</kbd>
            {t(`comment.ratings.${grade}`)}
          </label>
        ))}
      </fieldset>
      <label className="comment-text" htmlFor="comment">
        <Words text={t('comment.text')} />
      </label>
      <Input
        id="comment"
        value={comment}
        onChange={event => setComment(event.target.value)}
        placeholder={t('comment.textHint')}
        maxLength={500}
        data-testid="comment-input"
      />
    </Dialog>
  )
}
