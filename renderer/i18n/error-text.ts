// The sentence for what a call refused with, and the number to tell support.
// The code and the terminal's own detail never stand on the screen.
import type { ApiError } from '../../electron/api.ts'
import type { Translate } from './use-texts.ts'

/** Codes that only support can help with: the id finds the line in the log. */
const FOR_SUPPORT: ReadonlySet<ApiError['code']> = new Set(['internal', 'bad-request', 'registry-protocol'])

export function apiErrorText(t: Translate, error: ApiError): string {
  const sentence = t(`errors:api.${error.code}`, { seconds: error.retryAfter ?? 0 })
  return FOR_SUPPORT.has(error.code) ? `${sentence} (${error.id})` : sentence
}
