// A scanner that types, and a person who types, as timed key events; the clock is the numbers written here.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NEXT_LINE_MS } from '../../../renderer/scanner/card-lines.ts'
import {
  JOIN_MS,
  type KeyEffect,
  type KeyEvent,
  LATE_ENTER_MS,
  MAX_TEXT,
  type Pace,
  RESTING,
  SAFE_PACE,
  stepKeyboard,
  wakeAt,
} from '../../../renderer/scanner/keyboard.ts'

/** One of our codes in full: 206 digits, and its 221-digit sister. */
const PHYSICAL = `8611${'0123456789'.repeat(21)}`.slice(0, 206)
const VIRTUAL = `8621${'9876543210'.repeat(22)}`.slice(0, 221)

type Typist = ReturnType<typeof typist>

/** Feeds events in order; between them, time is told whenever the reducer asked to be woken. */
function typist(pace: Pace = SAFE_PACE) {
  let state = RESTING
  let now = 1_000
  const effects: KeyEffect[] = []
  let swallowed = 0
  let passed = 0

  const step = (event: KeyEvent) => {
    const result = stepKeyboard(state, event, pace)
    state = result.state
    effects.push(...result.effects)
    return result.swallow
  }
  const goTo = (at: number) => {
    for (let due = wakeAt(state, pace); due !== null && due <= at; due = wakeAt(state, pace))
      step({ kind: 'time', at: due })
    now = at
  }
  const feed = (event: KeyEvent) => {
    if (step(event)) swallowed++
    else passed++
  }
  const self = {
    wait: (ms: number) => {
      goTo(now + ms)
      return self
    },
    /** Each character `gap` ms after the last event. */
    type: (text: string, gap: number, inField = false) => {
      for (const char of text) {
        goTo(now + gap)
        feed({ kind: 'character', text: char, at: now, inField })
      }
      return self
    },
    press: (key: 'Enter' | 'Tab', gap = 5) => {
      goTo(now + gap)
      feed({ kind: 'terminator', key, at: now })
      return self
    },
    other: (gap = 5) => {
      goTo(now + gap)
      feed({ kind: 'other', at: now })
      return self
    },
    /** Full-width digits: the input method takes each key and hands over its text. */
    ime: (text: string, gap: number) => {
      for (const char of text) {
        goTo(now + gap)
        feed({ kind: 'ime-key', at: now })
        feed({ kind: 'ime-text', text: char, at: now + 1, announced: true })
      }
      return self
    },
    /** Text that comes without any key event. */
    insert: (text: string, gap: number) => {
      for (const char of text) {
        goTo(now + gap)
        feed({ kind: 'ime-text', text: char, at: now, announced: false })
      }
      return self
    },
    settle: () => self.wait(2_000),
    get scans() {
      return effects.flatMap(e => (e.do === 'scan' ? [e.text] : []))
    },
    get person() {
      return effects.flatMap(e => (e.do === 'person' ? [e.key] : [])).join('|')
    },
    get restored() {
      return effects.filter(e => e.do === 'restore-field').length > 0
    },
    get did() {
      return effects.map(e => e.do)
    },
    counts: () => ({ swallowed, passed }),
  }
  return self
}

const scanned = (t: Typist) => t.settle().scans

describe('a scanner that types', () => {
  test.each([1, 2, 10, 20, 35])('at %i ms per key is a scan, handed over with its Enter', gap => {
    const t = typist().type(PHYSICAL, gap).press('Enter', gap)
    expect(t.scans).toEqual([PHYSICAL])
    expect(t.person).toBe('')
  })

  test('ends with Tab as well', () => {
    expect(typist().type(PHYSICAL, 5).press('Tab').scans).toEqual([PHYSICAL])
  })

  test('without any terminator ends after a tenth of a second of silence', () => {
    const t = typist().type(PHYSICAL, 5)
    expect(t.wait(SAFE_PACE.silenceMs - 1).scans).toEqual([])
    expect(t.wait(2).scans).toEqual([PHYSICAL])
  })

  test('may falter for up to fifty milliseconds', () => {
    const t = typist().type('8611', 5).type('0', SAFE_PACE.gapMs).type(PHYSICAL.slice(5), 5).press('Enter')
    expect(t.scans).toEqual([PHYSICAL])
  })

  test('that is known for one may falter for longer, on a busy machine', () => {
    const t = typist().type(PHYSICAL.slice(0, 100), 5).type(PHYSICAL.slice(100, 101), 90)
    expect(t.type(PHYSICAL.slice(101), 5).press('Enter').scans).toEqual([PHYSICAL])
  })

  test('whose first keys come slowly, on a busy machine, still sends them all', () => {
    const t = typist().type('861', 80).type(PHYSICAL.slice(3), 5).press('Enter')
    expect(t.scans).toEqual([PHYSICAL])
  })

  test('keeps every key of the scan and its Enter from the page', () => {
    expect(typist().type(PHYSICAL, 3).press('Enter').counts()).toEqual({ swallowed: 207, passed: 0 })
  })

  test('that sends CR and LF sends one scan and no stray Enter', () => {
    const t = typist().type(PHYSICAL, 5).press('Enter').press('Enter')
    expect(scanned(t)).toEqual([PHYSICAL])
    expect(t.person).toBe('')
  })

  test('whose Enter comes late does not press Enter at the verdict', () => {
    const t = typist().type(PHYSICAL, 5).wait(300).press('Enter').settle()
    expect(t.scans).toEqual([PHYSICAL])
    expect(t.person).toBe('')
  })

  test("without any Enter leaves the clerk's own Enter alone", () => {
    const t = typist()
      .type(PHYSICAL, 5)
      .wait(LATE_ENTER_MS + 100)
      .press('Enter')
      .settle()
    expect(t.person).toBe('Enter')
    const withDigit = typist().type(PHYSICAL, 5).wait(200).type('1', 0).wait(80).press('Enter').settle()
    expect(withDigit.person).toBe('1|Enter')
  })

  test('that sends Enter before the code is understood, and the Enter stays with the text', () => {
    const t = typist().press('Enter').type(PHYSICAL, 5)
    expect(scanned(t)).toEqual([`\n${PHYSICAL}`])
    expect(t.person).toBe('')
  })

  test('sends a short number with Enter: eight digits of a barcode', () => {
    expect(typist().type('69012345', 8).press('Enter').scans).toEqual(['69012345'])
  })

  test('sends letters and signs, which are handed over as they are', () => {
    const link = 'HTTPS://example.com/?a=1&b=<script>'
    expect(typist().type(link, 4).press('Enter').scans).toEqual([link])
  })

  test('sends a hundred codes in a second, and each is a scan', () => {
    const t = typist()
    for (let i = 0; i < 100; i++)
      t.type(`6901234${100 + i}`, 0.5)
        .press('Enter', 0.5)
        .wait(4)
    expect(t.scans).toHaveLength(100)
  })

  test('sends far too much, and it is still handed over, once', () => {
    const t = typist().type('7'.repeat(5_000), 1).press('Enter')
    expect(t.scans.map(text => text.length)).toEqual([5_000])
  })

  test('that never stops is cut at what the terminal takes', () => {
    const huge = 'x'.repeat(1_000_000)
    let state = RESTING
    for (let i = 0; i < 8; i++) {
      state = stepKeyboard(state, { kind: 'character', text: huge, at: i, inField: false }).state
    }
    const { effects } = stepKeyboard(state, { kind: 'terminator', key: 'Enter', at: 9 })
    expect(effects).toEqual([{ do: 'scan', text: 'x'.repeat(MAX_TEXT) }])
  })
})

describe('a code that breaks off', () => {
  test('and goes on within three tenths of a second is one scan', () => {
    const t = typist().type(PHYSICAL.slice(0, 90), 5).wait(200).type(PHYSICAL.slice(90), 5).press('Enter')
    expect(scanned(t)).toEqual([PHYSICAL])
  })

  test('goes on with only a few digits, which are no shortcuts', () => {
    const t = typist().type(PHYSICAL.slice(0, 203), 5).wait(250).type(PHYSICAL.slice(203), 5)
    expect(scanned(t)).toEqual([PHYSICAL])
    expect(t.person).toBe('')
  })

  test('with a terminator after each piece is still one scan', () => {
    const t = typist().type(VIRTUAL.slice(0, 120), 5).press('Enter').wait(150)
    expect(scanned(t.type(VIRTUAL.slice(120), 5).press('Enter'))).toEqual([VIRTUAL])
  })

  test('and does not go on is handed over as the piece it is', () => {
    const piece = PHYSICAL.slice(0, 90)
    const t = typist().type(piece, 5).press('Enter')
    expect(t.wait(JOIN_MS - 10).scans).toEqual([])
    expect(scanned(t)).toEqual([piece])
  })

  test('is not joined with a later scan', () => {
    const piece = PHYSICAL.slice(0, 90)
    const t = typist()
      .type(piece, 5)
      .press('Enter')
      .wait(JOIN_MS + 10)
      .type(PHYSICAL, 5)
      .press('Enter')
    expect(scanned(t)).toEqual([piece, PHYSICAL])
  })

  test('a whole code is never made to wait', () => {
    expect(typist().type(VIRTUAL, 5).press('Enter').scans).toEqual([VIRTUAL])
    expect(typist().type('532300001268', 5).press('Enter').scans).toEqual(['532300001268'])
  })
})

describe('a person', () => {
  test('presses a digit, which comes through after a moment', () => {
    const t = typist().type('1', 0)
    expect(t.wait(SAFE_PACE.gapMs - 1).person).toBe('')
    expect(t.wait(2).person).toBe('1')
  })

  test('presses a digit and Enter, however close together', () => {
    expect(typist().type('1', 0).press('Enter', 10).settle().person).toBe('1|Enter')
  })

  test('presses two digits and Enter as fast as fingers go', () => {
    expect(typist().type('13', 60).press('Enter', 40).settle().person).toBe('1|3|Enter')
  })

  test('rolls over three keys at once without becoming a scanner', () => {
    const t = typist().type('123', 20).press('Enter', 20).settle()
    expect(t.person).toBe('1|2|3|Enter')
    expect(t.scans).toEqual([])
  })

  test('types a card number into a field: nothing is kept from it, nothing is a scan', () => {
    const t = typist().type('532300001268', 120, true).press('Enter', 150).settle()
    expect(t.counts()).toEqual({ swallowed: 1, passed: 12 })
    expect(t.person).toBe('Enter')
    expect(t.scans).toEqual([])
    expect(t.restored).toBe(false)
  })

  test('presses Enter at an open verdict, which counts once', () => {
    expect(typist().press('Enter').settle().person).toBe('Enter')
  })

  test('moves the focus with Tab, at once', () => {
    expect(typist().press('Tab').counts()).toEqual({ swallowed: 0, passed: 1 })
  })

  test('presses a digit and then a function key: in that order', () => {
    expect(typist().type('2', 0).other(10).person).toBe('2')
  })

  test('writes a comment with a Chinese input method, whose words arrive all at once', () => {
    const t = typist()
    for (let i = 0; i < 12; i++) t.ime('', 0).wait(110)
    const state = stepKeyboard(RESTING, { kind: 'ime-key', at: 0 }).state
    const told = stepKeyboard(state, { kind: 'ime-text', text: '服务态度很好谢谢', at: 5, announced: true })
    expect(told.effects).toEqual([])
    expect(stepKeyboard(told.state, { kind: 'time', at: 500 }).effects).toEqual([])
  })

  test('never becomes a scanner, at any human pace', () => {
    const key = fc.tuple(fc.constantFrom(...'0123456789abX'), fc.integer({ min: 51, max: 400 }))
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), fc.boolean(), (keys, inField) => {
        const t = typist()
        for (const [char, gap] of keys) t.type(char, gap, inField)
        t.press('Enter', 60).settle()
        expect(t.scans).toEqual([])
        expect(t.person).toBe([...(inField ? [] : keys.map(([char]) => char)), 'Enter'].join('|'))
      }),
    )
  })
})

describe('a scanner while a text field has the focus', () => {
  test('leaves the field as it was, and presses no Enter in it', () => {
    const t = typist().type(PHYSICAL, 5, true).press('Enter')
    expect(t.did[0]).toBe('remember-field')
    expect(t.scans).toEqual([PHYSICAL])
    expect(t.restored).toBe(true)
    expect(t.settle().person).toBe('')
  })

  test('reaches the field with no more than the keys before it was known', () => {
    expect(typist().type(PHYSICAL, 5, true).counts()).toEqual({ swallowed: 201, passed: 5 })
  })

  test('slow at its first keys, leaves the field as it was before them', () => {
    const t = typist().type('86', 80, true).type(PHYSICAL.slice(2), 5, true).press('Enter')
    expect(t.scans).toEqual([PHYSICAL])
    expect(t.did.filter(what => what === 'remember-field')).toHaveLength(1)
    expect(t.restored).toBe(true)
  })

  test('after half a word typed by hand leaves that half word alone', () => {
    const t = typist().type('张三', 200, true).wait(300).type(PHYSICAL, 5, true).press('Enter')
    expect(t.scans).toEqual([PHYSICAL])
    // Remembered anew at the burst's own first key, not at the person's.
    expect(t.did.filter(what => what === 'remember-field')).toHaveLength(3)
  })
})

describe('a scanner behind a Chinese input method', () => {
  const wide = [...PHYSICAL].map(d => String.fromCharCode(d.charCodeAt(0) + 0xfee0)).join('')

  test('sends full-width digits as key events', () => {
    expect(typist().type(wide, 5).press('Enter').settle().scans).toEqual([wide])
  })

  test('sends keys that the input method takes, and full-width text after each', () => {
    const t = typist().ime(wide, 6).press('Enter')
    expect(scanned(t)).toEqual([wide])
    expect(t.restored).toBe(true)
    expect(t.person).toBe('')
  })

  test('sends text alone, without key events', () => {
    const t = typist().insert(wide, 5).press('Enter')
    expect(scanned(t)).toEqual([wide])
    expect(t.restored).toBe(true)
  })

  test('that breaks off goes on as one scan, as without the input method', () => {
    const t = typist().insert(wide.slice(0, 9), 5).wait(200).insert(wide.slice(9), 5).press('Enter')
    expect(scanned(t)).toEqual([wide])
  })

  test('has its Enter taken by the input method: silence ends the scan', () => {
    const t = typist().ime(wide, 6).ime('', 6)
    expect(scanned(t)).toEqual([wide])
  })

  test('whose text is all held back and handed over at the end of the composition is one scan', () => {
    const keys = Array.from({ length: 30 }, (_, i): KeyEvent => ({ kind: 'ime-key', at: i * 5 }))
    const events: KeyEvent[] = [
      ...keys,
      { kind: 'ime-text', text: 'https://example.com/', at: 152, announced: true },
      { kind: 'time', at: 300 },
    ]
    const effects: KeyEffect[] = []
    events.reduce((state, event) => {
      const step = stepKeyboard(state, event)
      effects.push(...step.effects)
      return step.state
    }, RESTING)
    expect(effects).toContainEqual({ do: 'scan', text: 'https://example.com/' })
  })

  test('that swallows everything leaves nothing to judge', () => {
    const t = typist()
    for (let i = 0; i < 20; i++) t.ime('', 5)
    expect(scanned(t)).toEqual([])
  })
})

describe('a resident-ID reader that types', () => {
  const ID = '53230119800101001X'
  const CARD = [
    '张三',
    '男',
    '汉',
    '19800101',
    '云南省楚雄市鹿城镇某某路1号',
    ID,
    '楚雄市公安局',
    '20100101-20300101',
  ]

  /** Each line with Enter, as such readers type them. */
  const read = (lines: readonly string[], gap = 4, t = typist()) => {
    for (const line of lines) t.type(line, gap).press('Enter', gap)
    return t
  }

  test('that types the number alone is a scan at once', () => {
    expect(read([ID]).scans).toEqual([ID])
  })

  test.each([1, 4, 20])(
    'that types the whole card at %i ms per key gives its number, and nothing else of the card',
    gap => {
      const t = read(CARD, gap)
      expect(scanned(t)).toEqual([ID])
      expect(t.person.replaceAll(/[张三男汉|]/g, '')).toBe('')
    },
  )

  test('that begins with the number gives its number, and nothing else of the card', () => {
    expect(scanned(read([ID, ...CARD.filter(line => line !== ID)]))).toEqual([ID])
  })

  test('that labels its lines gives the line of the number', () => {
    expect(scanned(read(['姓名：欧阳正华', `公民身份号码：${ID}`, '有效期限：长期']))).toEqual([
      `公民身份号码：${ID}`,
    ])
  })

  test('leaves the next scan alone, however soon it comes', () => {
    const t = read(CARD).wait(120).type(PHYSICAL, 3).press('Enter', 3)
    expect(scanned(t)).toEqual([ID, PHYSICAL])
  })

  test('whose line has no number beside it is still told', () => {
    const t = read(['欢迎光临楚雄州']).wait(NEXT_LINE_MS - 20)
    expect(t.scans).toEqual([])
    expect(t.wait(40).scans).toEqual(['欢迎光临楚雄州'])
  })

  test('never has an Enter between its lines taken for the clerk’s', () => {
    expect(read(CARD.slice(3)).settle().person).not.toContain('Enter')
  })
})

describe('a scanner whose pace was measured', () => {
  const slow: Pace = { gapMs: 110, meanGapMs: 60, silenceMs: 220 }

  test('is read at a pace that nobody else would be', () => {
    expect(scanned(typist().type(PHYSICAL.slice(0, 20), 55).press('Enter', 55))).toEqual([])
    expect(scanned(typist(slow).type(PHYSICAL, 55).press('Enter', 55))).toEqual([PHYSICAL])
  })

  test('and a person beside it still types as a person', () => {
    const t = typist(slow).type('12345678', 130).press('Enter', 130).settle()
    expect(t.scans).toEqual([])
    expect(t.person).toBe('1|2|3|4|5|6|7|8|Enter')
  })
})
