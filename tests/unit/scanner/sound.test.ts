// What is heard: sounds that differ by count, length and harshness; a voice of this machine's own, or none.
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { OUTCOMES } from '../../../core/policy/verdict.ts'

let sounds: typeof import('../../../renderer/sound/sounds.ts')
let speech: typeof import('../../../renderer/sound/speech.ts')
let loudness: typeof import('../../../renderer/sound/volume.ts')
const spoken: { text: string; voice: unknown; volume: number }[] = []
let cancelled = 0
beforeAll(async () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
  const engine = {
    getVoices: () => [],
    addEventListener: () => undefined,
    cancel: () => {
      cancelled += 1
    },
    speak: (utterance: { text: string; voice: unknown; volume: number }) => spoken.push(utterance),
  }
  vi.stubGlobal('window', { speechSynthesis: engine })
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      voice: unknown = null
      volume = 1
      lang = ''
      rate = 1
      readonly text: string
      constructor(text: string) {
        this.text = text
      }
    },
  )
  sounds = await import('../../../renderer/sound/sounds.ts')
  speech = await import('../../../renderer/sound/speech.ts')
  loudness = await import('../../../renderer/sound/volume.ts')
})

describe('the outcomes’ sounds', () => {
  const shape = (name: (typeof OUTCOMES)[number]): string => {
    const tones = sounds.SOUNDS[name]
    const longest = Math.max(...tones.map(({ seconds }) => seconds))
    const length = longest < 0.1 ? 'tick' : longest < 0.35 ? 'beat' : 'hum'
    const harsh = tones.some(({ wave }) => wave === 'sawtooth' || wave === 'square')
    return `${tones.length} ${length} ${harsh ? 'harsh' : 'clear'}`
  }

  test('differ without an ear for melody: by how many, how long and how harsh', () => {
    expect(new Set(OUTCOMES.map(shape)).size).toBe(OUTCOMES.length)
  })

  test('are over within a second: the next holder is there', () => {
    for (const tones of Object.values(sounds.SOUNDS)) {
      expect(Math.max(...tones.map(({ from, seconds }) => from + seconds))).toBeLessThanOrEqual(1)
    }
  })
})

describe('a voice', () => {
  const voice = (lang: string, localService = true, name = lang) => ({ lang, localService, name })

  test('is one of the mainland’s before others, of this machine before any', () => {
    const known = [
      voice('en-US'),
      voice('zh-TW'),
      voice('zh-CN', false, 'cloud'),
      voice('zh-CN', true, 'own'),
    ]
    expect(speech.pickVoice(known, 'zh')?.name).toBe('own')
    expect(speech.pickVoice(known, 'en')?.lang).toBe('en-US')
    expect(speech.pickVoice([voice('zh_CN')], 'zh')?.lang).toBe('zh_CN')
    expect(speech.pickVoice([voice('zh-TW')], 'zh')?.lang).toBe('zh-TW')
  })

  test('of the network is none, and so is one of another language', () => {
    expect(speech.pickVoice([voice('zh-CN', false)], 'zh')).toBeNull()
    expect(speech.pickVoice([voice('zh-HK'), voice('fr-FR')], 'zh')).toBeNull()
    expect(speech.speechState(true, [voice('zh-CN', false)], 'zh')).toBe('no-voice')
    expect(speech.speechState(true, [voice('zh-CN')], 'zh')).toBe('ready')
    expect(speech.speechState(false, [voice('zh-CN')], 'zh')).toBe('off')
  })

  test('says the newest word alone, at the window’s volume, and nothing when it is off or there is none', () => {
    speech.say('通过', 'zh')
    expect(spoken).toEqual([])
    speech.setSpeechWanted(true)
    speech.say('通过', 'zh')
    expect(spoken).toEqual([])
    const own = voice('zh-CN')
    speech.voices.set([own as SpeechSynthesisVoice])
    loudness.setVolume(loudness.volumeBy(-20))
    speech.say('通过', 'zh')
    expect(spoken.map(({ text, voice, volume }) => [text, voice, volume])).toEqual([['通过', own, 0.4]])
    expect(cancelled).toBeGreaterThan(0)
    sounds.setMuted(true)
    speech.say('通过', 'zh')
    expect(spoken).toHaveLength(1)
    expect(speech.speechState(true, [own], 'zh')).toBe('muted')
    sounds.setMuted(false)
  })
})

test('the volume has ends, and what was stored and makes no sense is the middle', () => {
  for (let i = 0; i < 9; i++) loudness.setVolume(loudness.volumeBy(20))
  expect(loudness.volume.get()).toBe(100)
  for (let i = 0; i < 9; i++) loudness.setVolume(loudness.volumeBy(-20))
  expect(loudness.volume.get()).toBe(20)
  for (const text of [null, '', 'loud', '-5', '0', '1000', '33.3']) expect(loudness.readVolume(text)).toBe(60)
})
