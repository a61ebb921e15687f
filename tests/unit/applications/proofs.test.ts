// What may come in as a proof, and what is refused, each for its own reason: by bytes, never by what it is called.
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import {
  inspectProof,
  isPlainName,
  type ProofErrorCode,
} from '../../../registry/applications/proofs/inspect.ts'
import * as made from '../../support/proofs.ts'

const MOST = 5_000_000
const inspected = async (bytes: Buffer, name = '获奖证书.pdf') => await inspectProof(bytes, name, MOST)

describe('taken', () => {
  test('a PNG, a JPEG, a PDF, whatever their names end in', async () => {
    for (const [bytes, type] of [
      [made.pngPicture(), 'image/png'],
      [made.jpegPicture(), 'image/jpeg'],
      [await made.pdfPaper(), 'application/pdf'],
      [await made.pdfPaper('with plain streams', false), 'application/pdf'],
    ] as const)
      expect(await inspected(bytes, '证书.bin')).toMatchObject({ ok: true, value: { type } })
  })

  test('a picture without where it was taken, what was written into it, and what hung on behind it', async () => {
    for (const [given, plain] of [
      [made.pngWithMore(), made.pngPicture()],
      [made.jpegWithMore(), made.jpegPicture()],
    ] as const) {
      const kept = await inspected(given)
      if (!kept.ok) throw new Error(kept.error.code)
      for (const word of ['GPS', 'script', 'JFIF']) expect(kept.value.bytes.includes(word), word).toBe(false)
      expect(kept.value.bytes.length).toBeLessThanOrEqual(plain.length)
    }
  })

  test('the same points as were sent', async () => {
    const kept = await inspected(made.pngWithMore())
    if (!kept.ok) throw new Error(kept.error.code)
    expect(PNG.sync.read(kept.value.bytes).data).toEqual(PNG.sync.read(made.pngPicture()).data)
  })

  test('a picture once stripped comes out the same again', async () => {
    for (const given of [made.pngWithMore(), made.jpegWithMore()]) {
      const once = await inspected(given)
      if (!once.ok) throw new Error(once.error.code)
      expect(await inspected(once.value.bytes)).toEqual(once)
    }
  })
})

describe('refused', () => {
  const cases: readonly (readonly [string, Buffer, ProofErrorCode])[] = [
    ['nothing', Buffer.alloc(0), 'proof-empty'],
    ['twenty megabytes', Buffer.alloc(20_000_000, 0xff), 'proof-too-large'],
    ['an HTML page', made.htmlPage(), 'proof-page'],
    ['an HTML page in UTF-16', Buffer.from('\ufeff<html>', 'utf16le'), 'proof-page'],
    ['an SVG with a script', made.svgWithScript(), 'proof-page'],
    ['a gzip bomb', made.archiveBomb(), 'proof-archive'],
    ['a ZIP bomb', made.zipBomb(), 'proof-archive'],
    ['a Word file of old', made.wordFile(), 'proof-type'],
    ['text', Buffer.from('I am a professor'), 'proof-type'],
    ['a PNG bomb', made.pngBomb(), 'proof-bomb'],
    ['a PNG of sixty thousand points a side', made.pngGiant(), 'proof-bomb'],
    ['half a PNG', made.pngPicture().subarray(0, 60), 'proof-broken'],
    ['a PNG with one byte changed', Buffer.from(made.pngPicture()).fill(1, 50, 51), 'proof-broken'],
    ['half a JPEG', made.jpegPicture().subarray(0, 90), 'proof-broken'],
    ['a JPEG without a picture', Buffer.from('ffd8ffd9', 'hex'), 'proof-broken'],
    ['a PDF cut off', made.pdfWith('').subarray(0, 80), 'proof-broken'],
    ['a PDF header before a page', Buffer.from('%PDF-1.4\n<html><script>1</script>\n%%EOF'), 'proof-broken'],
    [
      'a PDF that runs a script when opened',
      made.pdfWith('/OpenAction << /S /JavaScript /JS (1) >>'),
      'proof-active',
    ],
    [
      'the same with its name disguised',
      made.pdfWith('/OpenAction << /S /J#61vaScript /#4aS (1) >>'),
      'proof-active',
    ],
    [
      'a PDF that starts a program',
      made.pdfWith('/OpenAction << /S /Launch /F (cmd.exe) >>'),
      'proof-active',
    ],
    ['a PDF that carries a file', made.pdfWith('/Names << /EmbeddedFiles 3 0 R >>'), 'proof-active'],
    ['a PDF with a script among packed objects', made.pdfWithHiddenScript(), 'proof-active'],
    ['a PDF whose objects are packed so that nobody looks', made.pdfPackedOtherwise(), 'proof-active'],
    ['a PDF bomb', made.pdfBomb(), 'proof-bomb'],
    ['a PDF under a password', made.pdfWith('', 'trailer << /Encrypt 9 0 R >>\n'), 'proof-locked'],
  ]
  test.each(cases)('%s: %3$s', async (_, bytes, code) => {
    expect(await inspected(bytes)).toEqual({ ok: false, error: { code } })
  })

  test.each([
    '../../etc/passwd',
    '..\\证书.pdf',
    '/tmp/a.pdf',
    'C:证书.pdf',
    '.htaccess',
    '',
    ' ',
    'a\u202egpj.exe',
    'a\nb',
    '长'.repeat(101),
  ])('a name that is no name: %j', async name => {
    expect(isPlainName(name)).toBe(false)
    expect(await inspected(made.pngPicture(), name)).toEqual({ ok: false, error: { code: 'proof-name' } })
  })
})
