// A device's event in words. What another version of the program wrote, and a device's own name, stand as they were written.
// It never guesses: a code without words is shown as the code.
import type { DeviceEventView } from '../../electron/api.ts'
import type { Translate } from '../i18n/use-texts.ts'
import { zh } from '../i18n/zh/index.ts'

const { events, eventDetails } = zh.screen.diagnostics
const { papers } = zh.screen.printing

export function deviceEventText(
  t: Translate,
  { event, detail }: Omit<DeviceEventView, 'at' | 'device'>,
): string {
  const what = isKey(events, event) ? t(`diagnostics.events.${event}`) : event
  if (detail === null) return what
  const more = isKey(eventDetails, detail)
    ? t(`diagnostics.eventDetails.${detail}`)
    : isKey(papers, detail)
      ? t(`printing.papers.${detail}`)
      : detail
  return `${what} · ${more}`
}

const isKey = <T extends object>(texts: T, key: string): key is keyof T & string => Object.hasOwn(texts, key)
