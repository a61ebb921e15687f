// Bytes of a serial scanner to texts: terminators, silence, encodings; and which serial port Electron lets the page have.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SerialPort } from 'electron'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { nameOf, sameDevice, serialPortPicker } from '../../../electron/hosts/electron/serial-port.ts'
import {
  dueAt,
  EMPTY,
  type Framer,
  feed,
  SILENT_MS,
  settle,
} from '../../../renderer/scanner/serial/framer.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Chunks, each so many milliseconds after the one before. */
function texts(...chunks: readonly (readonly [after: number, chunk: Uint8Array])[]): readonly string[] {
  let framer: Framer = EMPTY
  let at = 1000
  const told: string[] = []
  for (const [after, chunk] of chunks) {
    at += after
    const framed = feed(framer, chunk, at)
    framer = framed.framer
    told.push(...framed.texts)
  }
  return [...told, ...settle(framer, at + SILENT_MS).texts]
}

describe('a text ends', () => {
  test.each([
    ['at CR', '8611\r'],
    ['at LF', '8611\n'],
    ['at CR LF, once', '8611\r\n'],
    ['between STX and ETX', '\u00028611\u0003'],
    ['in silence', '8611'],
  ])('%s', (_, sent) => {
    expect(texts([0, bytes(sent)])).toEqual(['8611'])
  })

  test('only where it ends, however it is cut into pieces', () => {
    const sent = bytes('8611012345\r\n532300001262\r\n')
    for (let cut = 1; cut < sent.length; cut++) {
      expect(texts([0, sent.slice(0, cut)], [20, sent.slice(cut)])).toEqual(['8611012345', '532300001262'])
    }
  })

  test('when the next one comes after a silence', () => {
    expect(texts([0, bytes('1111')], [SILENT_MS + 1, bytes('2222')])).toEqual(['1111', '2222'])
    expect(texts([0, bytes('1111')], [SILENT_MS - 1, bytes('2222')])).toEqual(['11112222'])
  })

  test('before it can fill the memory', () => {
    const told = texts([0, new Uint8Array(100_000).fill(0x31)])
    expect(told.join('')).toHaveLength(100_000)
    expect(Math.max(...told.map(text => text.length))).toBeLessThanOrEqual(8192)
  })

  test('and nothing is waited for when nothing came', () => {
    expect(dueAt(EMPTY)).toBeNull()
    expect(dueAt(feed(EMPTY, bytes('1'), 5).framer)).toBe(5 + SILENT_MS)
    expect(texts([0, bytes('\r\n\r\n')])).toEqual([])
  })
})

test('Chinese text comes in UTF-8 or in GB 18030', () => {
  expect(texts([0, bytes('姓名：杨明芳\r')])).toEqual(['姓名：杨明芳'])
  expect(texts([0, Uint8Array.from([0xd1, 0xee, 0xc3, 0xf7, 0xb7, 0xbc, 0x0d])])).toEqual(['杨明芳'])
})

describe('a serial port of this machine', () => {
  const scanner: SerialPort = {
    portId: 'p1',
    portName: 'COM4',
    displayName: 'USB scanner',
    vendorId: '3118',
    productId: '2305',
    serialNumber: 'A1',
  } as SerialPort
  const printer = { ...scanner, portId: 'p2', portName: 'COM1', vendorId: '1', displayName: 'Printer' }

  function picker(file: string, answer: number | null, from = 'app://bundle/') {
    const made = serialPortPicker(file)
    const listeners: ((...args: never[]) => void)[] = []
    const asked: string[][] = []
    made.serve({ on: ((_: string, listener: never) => listeners.push(listener)) as never }, async names => {
      asked.push([...names])
      return answer
    })
    const pick = async (ports: readonly SerialPort[]): Promise<string> => {
      const chosen = Promise.withResolvers<string>()
      const event = { preventDefault: vi.fn() }
      const contents = { getURL: () => from }
      for (const listener of listeners)
        listener(event as never, ports as never, contents as never, chosen.resolve as never)
      expect(event.preventDefault).toHaveBeenCalled()
      return await chosen.promise
    }
    return { made, asked, pick }
  }
  function file(): string {
    const folder = mkdtempSync(join(tmpdir(), 'xhc-serial-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    return join(folder, 'serial-port.json')
  }

  test('is picked by a person from names, and known again after a restart under another id', async () => {
    const kept = file()
    const { made, asked, pick } = picker(kept, 1)
    expect(await pick([printer, scanner])).toBe('p1')
    expect(asked).toEqual([['Printer (COM1)', 'USB scanner (COM4)']])
    expect(made.picked()).toEqual({ vendorId: '3118', productId: '2305', name: 'A1' })
    const picked = serialPortPicker(kept).picked()
    if (picked === null) throw new Error('it was not kept')
    expect(sameDevice({ ...scanner, portId: 'p9', portName: 'COM7' }, picked)).toBe(true)
    expect(sameDevice(printer, picked)).toBe(false)
    expect(sameDevice({ ...scanner, serialNumber: 'B2' }, picked)).toBe(false)
  })

  test('is none when the person picks none, there is none, or another page asks', async () => {
    const kept = file()
    expect(await picker(kept, null).pick([scanner])).toBe('')
    expect(await picker(kept, 0).pick([])).toBe('')
    const stranger = picker(kept, 0, 'https://evil.example/')
    expect(await stranger.pick([scanner])).toBe('')
    expect(stranger.asked).toEqual([])
    expect(serialPortPicker(kept).picked()).toBeNull()
  })

  test('whose choice cannot be read is none', () => {
    const kept = file()
    for (const text of ['', '{', '[]', '{"name":1}']) {
      writeFileSync(kept, text)
      expect(serialPortPicker(kept).picked()).toBeNull()
      expect(readFileSync(kept, 'utf8')).toBe(text)
    }
  })

  test('without a name of its own goes by its port’s', () => {
    const { displayName: _, ...nameless } = scanner
    expect(nameOf(nameless as SerialPort)).toBe('COM4')
  })
})
