// A sound for each outcome, made on the spot: known without looking up, and told apart without the colour.
// No file is loaded, and a machine without sound loses nothing but the sound.
import type { Outcome } from '../../core/policy/verdict.ts'
import { createStore } from '../ui/store.ts'

type Tone = {
  readonly hz: number
  readonly from: number
  readonly seconds: number
  readonly wave: OscillatorType
}

const tone = (hz: number, from: number, seconds: number, wave: OscillatorType = 'sine'): Tone => ({
  hz,
  from,
  seconds,
  wave,
})

/** Rising is good, level asks, falling refuses, a tap says: once more. Seconds. */
const SOUNDS: Readonly<Record<Outcome | 'recorded', readonly Tone[]>> = {
  good: [tone(784, 0, 0.12), tone(1175, 0.11, 0.22)],
  'check-person': [tone(784, 0, 0.12), tone(1175, 0.11, 0.12), tone(988, 0.23, 0.22)],
  'some-services': [tone(659, 0, 0.14, 'triangle'), tone(784, 0.15, 0.2, 'triangle')],
  'cannot-judge': [tone(440, 0, 0.18, 'triangle'), tone(440, 0.26, 0.24, 'triangle')],
  no: [tone(330, 0, 0.2, 'sawtooth'), tone(220, 0.2, 0.34, 'sawtooth')],
  'not-ours': [tone(392, 0, 0.3, 'triangle')],
  'scan-again': [tone(523, 0, 0.07, 'square'), tone(523, 0.13, 0.07, 'square')],
  recorded: [tone(1568, 0, 0.07), tone(2093, 0.06, 0.09)],
}

const STORED = 'huicai.muted'
export const muted = createStore(localStorage.getItem(STORED) === 'yes')

export function setMuted(to: boolean): void {
  localStorage.setItem(STORED, to ? 'yes' : 'no')
  muted.set(to)
}

let context: AudioContext | null = null

export function play(name: Outcome | 'recorded'): void {
  if (muted.get()) return
  context ??= new AudioContext()
  // Browsers let a page sound only after a key or a click; signing in has been one.
  if (context.state === 'suspended') void context.resume()
  for (const each of SOUNDS[name]) strike(context, each)
}

function strike(audio: AudioContext, { hz, from, seconds, wave }: Tone): void {
  const start = audio.currentTime + from
  const oscillator = new OscillatorNode(audio, { type: wave, frequency: hz })
  const gain = new GainNode(audio, { gain: 0 })
  // Harsh waves are quieter, and no tone begins or ends with a click.
  const loud = wave === 'sawtooth' || wave === 'square' ? 0.08 : 0.22
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(loud, start + 0.012)
  gain.gain.exponentialRampToValueAtTime(0.001, start + seconds)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(start)
  oscillator.stop(start + seconds)
}
