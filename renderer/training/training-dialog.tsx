// What training is, and what each specimen shows; read once, then Enter and the first specimen.
// A scan closes it like any dialog.
import { Button } from 'antd'
import { SPECIMENS } from '../../core/policy/specimens.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { OutcomeIcon } from '../ui/icons.tsx'
import { Words } from '../ui/words.tsx'

export default function TrainingDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  return (
    <Dialog
      title={t('training.title')}
      testId="training-dialog"
      width={720}
      onClose={onClose}
      onEnter={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          <Words text={t('training.start')} />
        </Button>
      }
    >
      <p>{t('training.intro')}</p>
      <p className="training-lead">{t('training.specimens')}</p>
      <ol className="training-list">
        {SPECIMENS.map(({ index, outcome }) => (
          <li key={index}>
            <span>{t('training.specimen', { n: index })}</span>
            <b>
              <OutcomeIcon outcome={outcome} /> {t(`words:outcome.${outcome}`)}
            </b>
            <span>{t(`training.shows.${outcome}`)}</span>
          </li>
        ))}
      </ol>
      <p className="dialog-hint">{t('training.mayDiffer')}</p>
    </Dialog>
  )
}
