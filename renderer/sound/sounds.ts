// A sound for each outcome, made on the spot: known by how many beats it has and how harsh it is, not by a melody.
// No file is loaded, and a machine without sound loses nothing but the sound.
import type { Outcome } from '../../core/policy/verdict.ts'
import { createStore } from '../ui/store.ts'
import { volume } from './volume.ts'

type Tone = {
  readonly hz: number
  readonly from: number
  readonly seconds: number
  readonly wave: OscillatorType
}

export type SoundName = Outcome | 'recorded'

const beat = (hz: number, from: number, seconds: number, wave: OscillatorType = 'sine'): Tone => ({
  hz,
  from,
  seconds,
  wave,
})

/**
 * One clear beat: good. Two: look at the person. Three: some services. Two long hums: the terminal cannot tell.
 * One long buzz: no. One dull knock: not ours. Four ticks: once more. Seconds.
 */
export const SOUNDS: Readonly<Record<SoundName, readonly Tone[]>> = {
  good: [beat(1047, 0, 0.3)],
  'check-person': [beat(1047, 0, 0.13), beat(1319, 0.2, 0.22)],
  'some-services': [
    beat(784, 0, 0.11, 'triangle'),
    beat(784, 0.18, 0.11, 'triangle'),
    beat(988, 0.36, 0.2, 'triangle'),
  ],
  'cannot-judge': [beat(330, 0, 0.36, 'triangle'), beat(330, 0.5, 0.36, 'triangle')],
  no: [beat(165, 0, 0.75, 'sawtooth')],
  'not-ours': [beat(294, 0, 0.16, 'square')],
  'scan-again': [0, 0.09, 0.18, 0.27].map(from => beat(1568, from, 0.045, 'square')),
  recorded: [beat(1568, 0, 0.07), beat(2093, 0.06, 0.09)],
}

const STORED = 'huicai.muted'
export const muted = createStore(localStorage.getItem(STORED) === 'yes')

export function setMuted(to: boolean): void {
  localStorage.setItem(STORED, to ? 'yes' : 'no')
  muted.set(to)
}

let context: AudioContext | null = null

export function play(name: SoundName): void {
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
  // Harsh waves are quieter, low ones louder to the ear's liking, and no tone begins or ends with a click.
  const loud = (wave === 'sawtooth' || wave === 'square' ? 0.13 : 0.36) * (volume.get() / 100)
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(loud, start + Math.min(0.012, seconds / 3))
  gain.gain.exponentialRampToValueAtTime(0.001, start + seconds)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(start)
  oscillator.stop(start + seconds)
}
