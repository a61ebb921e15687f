// What the registry saw of this terminal's chain, as a sentence with what to do: for the sync screen and the diagnostics.
// Numbers of records alone: nothing here names a holder.
import type { ChainNoticeView } from '../../electron/api.ts'
import type { Translate } from '../i18n/use-texts.ts'

export function chainNoticeText(t: Translate, { kind, sequence, until }: ChainNoticeView): string {
  const range =
    sequence === until ? t('sync.one', { n: sequence }) : t('sync.several', { from: sequence, to: until })
  return t(`sync.chain.${kind}`, { range })
}
