// Says the verdict's word aloud, in the screen's language, with a voice that lives on this machine.
// Never a name, a number or a reason: only what the band says from a metre away. No voice of a network is ever used.
import { createStore } from '../ui/store.ts'
import { muted } from './sounds.ts'
import { volume } from './volume.ts'

export type SpeechState = 'not-supported' | 'off' | 'muted' | 'ready' | 'no-voice'
export type SpokenLanguage = 'zh' | 'en'

/** What is asked of a voice (SpeechSynthesisVoice). */
export type Voice = { readonly lang: string; readonly localService: boolean; readonly name: string }

const PREFERRED: Readonly<Record<SpokenLanguage, readonly RegExp[]>> = {
  // The mainland's speech first; Cantonese voices read the same words otherwise.
  zh: [/^zh[-_]cn$/i, /^(zh[-_]hans|cmn)/i, /^zh$/i, /^zh[-_](sg|tw)/i],
  en: [/^en[-_]us$/i, /^en[-_]gb$/i, /^en/i],
}

/** Null where no voice of the machine's own speaks the language: some browsers' voices are made on the network. */
export function pickVoice<V extends Voice>(voices: readonly V[], language: SpokenLanguage): V | null {
  const local = voices.filter(({ localService }) => localService)
  for (const wanted of PREFERRED[language]) {
    const voice = local.find(({ lang }) => wanted.test(lang))
    if (voice !== undefined) return voice
  }
  return null
}

const STORED = 'huicai.speech'
export const speechWanted = createStore(localStorage.getItem(STORED) === 'yes')

export function setSpeechWanted(to: boolean): void {
  localStorage.setItem(STORED, to ? 'yes' : 'no')
  speechWanted.set(to)
  if (!to) synthesis()?.cancel()
}

const synthesis = (): SpeechSynthesis | null => ('speechSynthesis' in window ? window.speechSynthesis : null)

/** Browsers fill the list of voices after the page has asked for it once. */
export const voices = createStore<readonly SpeechSynthesisVoice[]>(synthesis()?.getVoices() ?? [])
synthesis()?.addEventListener('voiceschanged', () => voices.set(synthesis()?.getVoices() ?? []))

export function speechState(wanted: boolean, known: readonly Voice[], language: SpokenLanguage): SpeechState {
  if (synthesis() === null) return 'not-supported'
  if (!wanted) return 'off'
  if (pickVoice(known, language) === null) return 'no-voice'
  return muted.get() ? 'muted' : 'ready'
}

/** The newest word takes the place of one that is still being said: the next holder is there. */
export function say(text: string, language: SpokenLanguage): void {
  const engine = synthesis()
  if (engine === null || !speechWanted.get() || muted.get()) return
  const voice = pickVoice(voices.get(), language)
  if (voice === null) return
  engine.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.voice = voice
  utterance.lang = voice.lang
  utterance.volume = volume.get() / 100
  utterance.rate = 1.1
  engine.speak(utterance)
}
