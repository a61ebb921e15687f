// Who may come in on loopback: a browser on this machine that was given the key, on our own address, from our own page.
// Every other page of the same browser, every other port and every other user must stay outside.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a request brings that is judged. A page can neither forge nor leave out `host`, `origin` and `fetchSite`. */
export type Knock = {
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly cookie: string | undefined
  /** `?key=` of the address. */
  readonly key: string | null
  /** A window is being opened on the page itself: nothing that is answered can be read by whoever opened it. */
  readonly navigates?: boolean
}

/** `with-key`: give it the cookie and take the key out of the address bar. */
export type Admission = 'inside' | 'with-key' | 'outside'

export type Gate = {
  judge(knock: Knock): Admission
  /** The `Set-Cookie` for a browser that came with the key. */
  readonly setCookie: string
  /** A key that opens once: for an address on a command line, which other users of the machine can list. */
  issueTicket(): string
}

/** 256 bits, as it stands in an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** `openedFromBeside`: the page may be opened by a page on another port of this machine; its calls still may not. */
export function createGate(port: number, secret: string, openedFromBeside = false): Gate {
  // Cookies know no ports: the name does, so that two terminals on one machine keep apart.
  const cookieName = `xhc_${port}`
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const tickets = new Set<string>()

  const isKey = (key: string) => same(key, secret) || tickets.delete(digest(key).toString('hex'))

  return {
    setCookie: `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    judge({ host, origin, fetchSite, cookie, key, navigates = false }) {
      // A name that was made to point here (DNS rebinding) still stands in `Host`.
      if (host === undefined || !hosts.includes(host)) return 'outside'
      if (origin !== undefined && origin !== `http://${host}`) return 'outside'
      // `same-site` is a page on another port of this machine: for the cookie it would be one of ours.
      const opened = openedFromBeside && navigates && fetchSite === 'same-site'
      if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none' && !opened)
        return 'outside'
      if (key !== null && isKey(key)) return 'with-key'
      return cookieValues(cookie, cookieName).some(value => same(value, secret)) ? 'inside' : 'outside'
    },
    issueTicket() {
      const ticket = newSecret()
      tickets.add(digest(ticket).toString('hex'))
      return ticket
    },
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Takes the same time wherever the difference lies; the digests are of one length. */
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b))

function cookieValues(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(';')
    .map(pair => pair.trim())
    .filter(pair => pair.startsWith(`${name}=`))
    .map(pair => pair.slice(name.length + 1))
}
