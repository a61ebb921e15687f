// A newer build of the phone pages, as a server gets one: every file under assets/ has another name, none of the old names is left.
// Made from the build at hand, so that a test needs no second one; it says so on its `html` element.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { PHONE_ROOT } from '../../registry/phone-api/page.ts'

const MARK = "\n;document.documentElement.dataset.build = 'next'\n"
const TEXT = /\.(js|css|html)$/

/** A folder to serve; whoever asked for it removes it. */
export function nextPhoneBuild(): string {
  const folder = mkdtempSync(join(tmpdir(), 'huicai-next-build-'))
  const files = readdirSync(PHONE_ROOT, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(PHONE_ROOT.length + 1))
  const assets = files.filter(name => name.startsWith('assets')).map(name => basename(name))
  const renamed = (text: string): string =>
    assets.reduce((done, name) => done.replaceAll(name, name.replace(/(\.\w+)$/, 'n$1')), text)
  for (const name of files) {
    const bytes = readFileSync(join(PHONE_ROOT, name))
    const to = join(folder, renamed(name))
    mkdirSync(dirname(to), { recursive: true })
    if (!TEXT.test(name)) writeFileSync(to, bytes)
    else writeFileSync(to, changed(name, renamed(bytes.toString('utf8'))))
  }
  return folder
}

function changed(name: string, text: string): string {
  if (/^assets.index-[^/]*\.js$/.test(name)) return text + MARK
  // The shell's version; a service worker with the same one would keep it in the old one's place.
  return name === 'sw.js' ? text.replace(/(version\W+)[0-9a-f]{16}/, '$10123456789abcdef') : text
}
