// A version's state by word and colour.
import type { VersionState } from '../../catalogue/versions.ts'
import { useTexts } from '../i18n/texts.ts'

const LOOK: Record<VersionState, string> = {
  upcoming: 'mark',
  'in-force': 'mark mark-ok',
  superseded: 'mark mark-past',
  withdrawn: 'mark mark-over',
}

export function StateMark({ state }: { readonly state: VersionState }) {
  const t = useTexts()
  return (
    <span className={LOOK[state]} data-state={state}>
      {t.catalogue.states[state]}
    </span>
  )
}
