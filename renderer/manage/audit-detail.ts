// What stands beside an act of the audit, in words: every act has its reader here, and one without does not compile.
// Never a code: what another version of the program wrote is said to be that, and stands whole in the support bundle.
import type { AuditEntryView, Input } from '../../electron/api.ts'
import type { Format } from '../i18n/format.ts'
import type { Translate } from '../i18n/use-texts.ts'
import { zh } from '../i18n/zh/index.ts'

export type Act = NonNullable<Input<'audit.find'>['act']>

type On = { readonly t: Translate; readonly format: Format; readonly records: readonly number[] }
/** The parts of what is said; null: not as this program writes it. `words`: of the detail, parted at its spaces. */
type Reader = (words: readonly string[], on: On) => readonly (string | null)[] | null

const isKey = <T extends object>(texts: T, key: string | undefined): key is keyof T & string =>
  key !== undefined && Object.hasOwn(texts, key)
const isNumber = (word: string | undefined): word is string => word !== undefined && /^\d+$/.test(word)

const texts = zh.screen.manage.audit.details
const settings = zh.screen.manage.settings.names
const voidReasons = zh.screen.records.void.reasons
const overrideReasons = zh.visit.override.reasons
const apiErrors = zh.errors.api

/** These acts have nothing beside them. */
const bare: Reader = () => null

const clerks: Reader = (numbers, { t, format }) =>
  numbers.every(isNumber) ? [t('manage.audit.details.clerks', { numbers: format.list(numbers) })] : null

const said =
  (phrase: string, text: 'byBadge' | 'changingPin' | 'clerkClosed'): Reader =>
  (words, { t }) =>
    words.join(' ') === phrase ? [t(`manage.audit.details.${text}`)] : null

/** "to 7002", "by 7002" */
const whom =
  (preposition: string, text: 'handedTo' | 'allowedBy'): Reader =>
  ([first, number], { t }) =>
    first === preposition && isNumber(number) ? [t(`manage.audit.details.${text}`, { number })] : null

/** Null where the log has none: a part that is left out. */
const ofRecords = ({ t, format, records }: On): string | null =>
  records.length === 0
    ? null
    : t('manage.audit.details.records', { numbers: format.list(records.map(String)) })

const printed: Reader = (words, on) =>
  isNumber(words[3]) ? [on.t('manage.audit.details.copy', { n: words[3] }), ofRecords(on)] : null

/** "gap 3–7" */
const chain: Reader = ([kind, range], { t }) =>
  isKey(texts.chain, kind) && range !== undefined
    ? [
        t(`manage.audit.details.chain.${kind}`),
        t('manage.audit.details.records', { numbers: range.replace(/^(\d+)–\1$/, '$1') }),
      ]
    : null

/** "urgent 1.1 <visit>", and the supervisor's number where he was asked for it. */
const override: Reader = ([reason, id, , supervisor], on) => {
  const { t } = on
  if (!isKey(overrideReasons, reason) || id === undefined) return null
  return [
    t(`visit:override.reasons.${reason}`),
    t('manage.audit.details.item', { id }),
    ofRecords(on),
    isNumber(supervisor) ? t('manage.audit.details.supervisor', { number: supervisor }) : null,
  ]
}

const refusal = (t: Translate, code: string | undefined): string | null => {
  // Its sentence counts down seconds that have long passed.
  if (code === 'too-many-attempts') return t('manage.audit.details.pinTries')
  return isKey(apiErrors, code) ? t(`errors:api.${code}`, { seconds: 0 }) : null
}

const READERS: Readonly<Record<Act, Reader>> = {
  enrolled: bare,
  'signed-in': said('by badge', 'byBadge'),
  'sign-in-failed': said('change of pin', 'changingPin'),
  'signed-out': said('closed', 'clerkClosed'),
  'cut-off': bare,
  'clerk-added': clerks,
  'site-changed': bare,
  'chain-noticed': chain,
  'chain-notice-read': chain,
  'chain-mended': chain,
  'cache-remade': bare,
  'journal-rescued': ([kept, lost], { t }) =>
    isNumber(kept) && isNumber(lost)
      ? [
          t('manage.audit.details.kept', { n: kept }),
          lost === '0' ? null : t('manage.audit.details.lostStretches', { n: lost }),
        ]
      : null,
  'journal-key-recovered': bare,
  locked: ([why], { t }) => (isKey(texts.lock, why) ? [t(`manage.audit.details.lock.${why}`)] : null),
  unlocked: bare,
  'unlock-failed': bare,
  'handed-over': whom('to', 'handedTo'),
  'shift-broken-off': bare,
  'pin-changed': bare,
  'clerk-closed': clerks,
  'clerk-reopened': clerks,
  'clerk-role-changed': clerks,
  'clerk-pin-reset': clerks,
  'badge-issued': clerks,
  'badge-refused': bare,
  'clerks-delivered': clerks,
  'looked-up': ([kind, n], { t }) =>
    isKey(texts.lookUp, kind) && isNumber(n)
      ? [t(`manage.audit.details.lookUp.${kind}`), t('manage.audit.details.found', { n })]
      : null,
  'look-up-opened': (_, on) => [ofRecords(on) ?? on.t('manage.audit.details.noRecord')],
  'look-ups-allowed': whom('by', 'allowedBy'),
  overridden: (words, on) => {
    const at = words.lastIndexOf('at')
    const clerk = words[at + 1]
    const what = override(words.slice(0, at), on)
    return what !== null && isNumber(clerk)
      ? [...what, on.t('manage.audit.details.atClerk', { number: clerk })]
      : null
  },
  'override-refused': ([code, ...about], on) => {
    const why = refusal(on.t, code)
    const what = override(about, on)
    return why === null || what === null ? null : [why, ...what]
  },
  voided: ([reason], on) =>
    isKey(voidReasons, reason) ? [on.t(`records.void.reasons.${reason}`), ofRecords(on)] : null,
  'void-refused': ([code], on) =>
    isKey(texts.voidRefused, code) ? [on.t(`manage.audit.details.voidRefused.${code}`), ofRecords(on)] : null,
  'settings-changed': (names, { t, format }) =>
    names.every(name => isKey(settings, name))
      ? [format.list(names.map(name => t(`manage.settings.names.${name}`)))]
      : null,
  'catalogue-changed-over': ([before, , after], { t }) =>
    before !== undefined && after !== undefined
      ? [t('manage.audit.details.catalogue', { before, after })]
      : null,
  'training-begun': bare,
  'training-ended': bare,
  exported: ([what, period, format], on) => {
    const [from, to] = period?.split('–') ?? []
    return isKey(texts.exported, what) && isNumber(from) && isNumber(to) && format !== undefined
      ? [
          on.t(`manage.audit.details.exported.${what}`),
          // The end is the midnight after the last day.
          on.t('manage.audit.details.days', {
            from: on.format.date(Number(from)),
            to: on.format.date(Number(to) - 1),
          }),
          format.toUpperCase(),
        ]
      : null
  },
  'receipt-printed': printed,
  'receipt-reprinted': printed,
  'support-bundle': bare,
  'kiosk-left': bare,
  'kiosk-leave-refused': bare,
}

export const isAct = (act: string): act is Act => Object.hasOwn(READERS, act)
export const ACTS = Object.keys(READERS).filter(isAct)

export function auditDetailText(
  t: Translate,
  format: Format,
  { act, detail, records }: Pick<AuditEntryView, 'act' | 'detail' | 'records'>,
): string {
  if (detail === null) return ''
  const parts = isAct(act) ? READERS[act](detail.split(' '), { t, format, records }) : null
  return parts?.filter(part => part !== null).join(' · ') ?? t('manage.audit.details.unknown')
}
