// How the loopback host says things over HTTP: always the same headers, never a word about what was asked.
// No answer may be cached, and none may name a path, a header or a value of the request.
import type { ServerResponse } from 'node:http'
import type { Reply } from '../../api.ts'
import { type Asset, SECURITY_HEADERS } from '../app-files.ts'

const NO_STORE = { ...SECURITY_HEADERS, 'Cache-Control': 'no-store' }

export function sendReply(response: ServerResponse, status: number, reply: Reply<unknown>): void {
  response.writeHead(status, { ...NO_STORE, 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(reply))
}

export function sendAsset(response: ServerResponse, asset: Asset): void {
  response.writeHead(200, { ...asset.headers, 'Content-Length': asset.body.length })
  response.end(asset.body)
}

/** 404, 405 and their like: for a page of ours they never happen, so they need no page. */
export function sendStatus(response: ServerResponse, status: 400 | 404 | 405): void {
  response.writeHead(status, { ...NO_STORE, 'Content-Length': 0 })
  response.end()
}

/** The key leaves the address bar, and the browser's history shows only `/`. */
export function sendInside(response: ServerResponse, setCookie: string): void {
  response.writeHead(303, { ...NO_STORE, 'Set-Cookie': setCookie, Location: '/', 'Content-Length': 0 })
  response.end()
}

const OUTSIDE = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>惠才卡服务窗口</title>
<h1>请用程序给出的地址打开</h1>
<p>本页面只对启动它的程序所给出的地址开放。请回到启动窗口，复制其中以 <code>?key=</code> 结尾的完整地址再打开；程序若已重新启动，旧地址不再有效。</p>
<h1 lang="en">Please use the address that the program printed</h1>
<p lang="en">This page opens only through the full address, ending in <code>?key=…</code>, that the program printed when it started. After a restart the old address no longer works.</p>
</html>
`

export function sendOutside(response: ServerResponse): void {
  response.writeHead(403, { ...NO_STORE, 'Content-Type': 'text/html; charset=utf-8' })
  response.end(OUTSIDE)
}

/** Opens the stream of events; what it returns writes one event, or ends a reader that does not read. */
export function openEvents(response: ServerResponse): (name: string, data: unknown) => void {
  response.writeHead(200, { ...NO_STORE, 'Content-Type': 'text/event-stream; charset=utf-8' })
  // How soon a browser comes back after a broken stream, in milliseconds.
  response.write('retry: 1000\n\n')
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS)
  response.once('close', () => clearInterval(heartbeat))
  return (name, data) => {
    if (response.writableLength > BACKLOG_BYTES) response.destroy()
    else response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }
}

/** Under the minute after which proxies, antivirus "web shields" and sleeping laptops give up a silent connection. */
const HEARTBEAT_MS = 15_000
const BACKLOG_BYTES = 4 * 1024 * 1024
