// Serves the screen under app://bundle/, with the same files and headers as the loopback host.
// There is no file:// page anywhere, and nothing but GET.
import { protocol, type Session } from 'electron'
import { readAsset, SECURITY_HEADERS } from '../app-files.ts'
import { APP_SCHEME, isAppUrl } from './app-url.ts'

/** Once, before `ready`. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      // standard: an origin; secure: camera and crypto.subtle; supportFetchAPI: wasm; stream: sound that seeks.
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
}

/** After `ready`, on the very session that the window uses. */
export function serveApp(session: Session, root: string): void {
  session.protocol.handle(APP_SCHEME, async request => {
    if (request.method !== 'GET') return refusal(405)
    const asset = isAppUrl(request.url) ? await readAsset(root, new URL(request.url).pathname) : null
    return asset === null ? refusal(404) : new Response(asset.body, { headers: asset.headers })
  })
}

const refusal = (status: 404 | 405) => new Response(null, { status, headers: SECURITY_HEADERS })
