// The one address that our window may show.
// No other module compares origins: in Node `new URL('app://bundle').origin` is the string 'null'.

export const APP_SCHEME = 'app'
export const APP_HOST = 'bundle'
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`

/** True for an address inside the app; for an origin, too. */
export function isAppUrl(raw: string): boolean {
  const url = URL.parse(raw)
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.host === APP_HOST &&
    url.username === '' &&
    url.password === ''
  )
}
