// Printing through the window's own contents, as Electron's typings have it: what is asked of the system, and what it answers.
import type { BrowserWindow, WebContents, WebContentsPrintOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { electronPrinting } from '../../../electron/hosts/electron/printing.ts'
import type { PrintJob } from '../../../electron/printing/print-host.ts'

type Contents = Pick<WebContents, 'getPrintersAsync' | 'isDestroyed' | 'print'>

function host({ prints = true, gone = false }: { prints?: boolean; gone?: boolean } = {}) {
  const asked: (WebContentsPrintOptions | undefined)[] = []
  const contents: Contents = {
    getPrintersAsync: async () => [
      { name: 'POS-58', displayName: '58 毫米小票机', description: '', options: {} },
      { name: 'HP_LaserJet', displayName: '', description: '', options: {} },
    ],
    isDestroyed: () => gone,
    print(options, callback) {
      asked.push(options)
      callback?.(prints, prints ? '' : 'Invalid printer settings')
    },
  }
  const window = { isDestroyed: () => false, webContents: contents } as unknown as BrowserWindow
  return { asked, printing: electronPrinting(() => window) }
}

const job = (changes: Partial<PrintJob> = {}): PrintJob => ({
  paper: '80mm',
  heightMm: 143,
  printer: 'POS-58',
  silent: true,
  ...changes,
})

describe('printing', () => {
  it.each([
    ['a4', 'A4'],
    ['a5', 'A5'],
    ['80mm', { width: 80_000, height: 143_000 }],
    ['58mm', { width: 58_000, height: 143_000 }],
  ] as const)(
    'on %s asks for that page: a name, or microns as long as the receipt is',
    async (paper, pageSize) => {
      const { asked, printing } = host()
      expect(await printing.print(job({ paper }))).toBe(true)
      expect(asked).toEqual([
        {
          silent: true,
          printBackground: true,
          margins: { marginType: 'none' },
          pageSize,
          deviceName: 'POS-58',
        },
      ])
    },
  )

  it('without a printer chosen names none, and lets the system ask', async () => {
    const { asked, printing } = host()
    await printing.print(job({ printer: null, silent: false }))
    expect(asked[0]).toMatchObject({ silent: false })
    expect(asked[0]).not.toHaveProperty('deviceName')
  })

  it('that the system refuses, or that the clerk called off, is told as not printed', async () => {
    expect(await host({ prints: false }).printing.print(job())).toBe(false)
  })

  it('names printers by what the system calls them, and shows what people do', async () => {
    expect(await host().printing.printers()).toEqual([
      { name: 'POS-58', label: '58 毫米小票机' },
      { name: 'HP_LaserJet', label: 'HP_LaserJet' },
    ])
  })

  it.each([
    ['before the window is there', electronPrinting(() => null)],
    ['after its page has gone', host({ gone: true }).printing],
  ])('%s prints nothing and throws nothing', async (_, printing) => {
    expect(await printing.print(job())).toBe(false)
    expect(await printing.printers()).toEqual([])
  })
})
