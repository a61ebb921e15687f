// Records out to a stick and data in from one, for a window without network; each with its answer in plain words.
// The page only carries the pieces: what is in a file, it cannot see.
import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { ApiError, TerminalBridge } from '../../electron/api.ts'
import { useTerminal } from '../bridge/terminal.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useFormat } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { Words } from '../ui/words.tsx'

/** As the terminal takes and gives them (electron/api/sealed.ts). */
const PIECE = 512 * 1024

type Told = { readonly good: boolean; readonly text: string }

export function SealedFiles({ now }: { readonly now: number }) {
  const t = useTexts()
  const format = useFormat()
  const terminal = useTerminal()
  const chooser = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  const failed = (error: ApiError): Told => ({ good: false, text: apiErrorText(t, error) })

  async function during(work: () => Promise<Told>) {
    if (busy) return
    setBusy(true)
    setTold(null)
    setTold(await work())
    setBusy(false)
  }

  const exportFile = () =>
    during(async () => {
      const sealed = await terminal.call('sealed.export', undefined)
      if (!sealed.ok) return failed(sealed.error)
      const { id, name, bytes, records } = sealed.value
      const content = await readAll(terminal, id, bytes)
      if ('code' in content) return failed(content)
      save(name, content)
      return { good: true, text: t('sync.exported', { n: format.count(records), name }) }
    })

  const importFile = (file: File) =>
    during(async () => {
      const sent = await writeAll(terminal, file)
      if (typeof sent !== 'string') return failed(sent)
      const applied = await terminal.call('sealed.apply', { id: sent })
      if (!applied.ok) return failed(applied.error)
      const { madeAt, acknowledged, result } = applied.value
      if (result.error === 'rolled-back')
        return { good: false, text: t('sync.stickOlder', { n: format.count(acknowledged) }) }
      if (result.error !== null) return { good: false, text: t(`errors:sync.${result.error}`) }
      return {
        good: true,
        text: t('sync.imported', {
          when: format.when(madeAt, now),
          rows: format.count(result.pulledRows),
          n: format.count(acknowledged),
        }),
      }
    })

  return (
    <div className="sync-stick">
      <p>{t('sync.stick')}</p>
      <Button disabled={busy} onClick={() => void exportFile()} data-key="e" data-testid="sealed-export">
        <Words text={t('sync.export')} />
      </Button>
      <Button
        disabled={busy}
        onClick={() => chooser.current?.click()}
        data-key="i"
        data-testid="sealed-import"
      >
        <Words text={t('sync.import')} />
      </Button>
      <input
        ref={chooser}
        type="file"
        accept=".xhc-down"
        hidden
        onChange={event => {
          const file = event.target.files?.[0]
          // The same file may be chosen again, and then must be told so.
          event.target.value = ''
          if (file !== undefined) void importFile(file)
        }}
        data-testid="sealed-file"
      />
      {told !== null && (
        <p
          className={told.good ? 'sync-told' : 'sync-told sync-told-bad'}
          role="status"
          data-testid="sealed-told"
        >
          {told.text}
        </p>
      )}
    </div>
  )
}

async function readAll(terminal: TerminalBridge, id: string, bytes: number): Promise<Blob | ApiError> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let offset = 0; offset < bytes; offset += PIECE) {
    const piece = await terminal.call('sealed.read', { id, offset })
    if (!piece.ok) return piece.error
    pieces.push(Uint8Array.from(atob(piece.value.data), letter => letter.charCodeAt(0)))
  }
  return new Blob(pieces, { type: 'application/octet-stream' })
}

/** The id under which the terminal now has all of it. */
async function writeAll(terminal: TerminalBridge, file: File): Promise<string | ApiError> {
  const begun = await terminal.call('sealed.begin', { bytes: Math.max(1, file.size) })
  if (!begun.ok) return begun.error
  const { id } = begun.value
  for (let offset = 0; offset < file.size; offset += PIECE) {
    const bytes = new Uint8Array(await file.slice(offset, offset + PIECE).arrayBuffer())
    let letters = ''
    for (let at = 0; at < bytes.length; at += 0x8000)
      letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    const written = await terminal.call('sealed.write', { id, offset, data: btoa(letters) })
    if (!written.ok) return written.error
  }
  return id
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not before the download has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
