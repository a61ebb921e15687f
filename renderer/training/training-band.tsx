// The striped band above every screen while training lasts, in both languages: whoever walks by must see that nothing counts.
// It never covers a verdict, and nothing but a word and stripes tells of it, so no colour has to.
import { createContext, useContext } from 'react'
import type { AppView } from '../../electron/api.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'

const TrainingContext = createContext(false)
export const TrainingProvider = TrainingContext.Provider
export const useTraining = (): boolean => useContext(TrainingContext)

export function TrainingBand({ phase }: { readonly phase: AppView['phase'] }) {
  const t = useTexts()
  return (
    <aside className="training-band" aria-label={t('training.title')} data-above data-testid="training-band">
      <strong>
        {t('training.mark')} {t('training.markOther')}
      </strong>
      <span>
        <Words text={t(phase === 'counter' ? 'training.band' : 'training.bandElsewhere')} />
      </span>
    </aside>
  )
}

/** Beside a heading whose contents do not count. */
export function TrainingMark() {
  const t = useTexts()
  return useTraining() ? <span className="training-mark">{t('training.mark')}</span> : null
}
