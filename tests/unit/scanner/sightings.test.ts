// When a card under the camera counts as shown anew.
// No test here waits: time is a number that is handed in.

import { describe, expect, it } from 'vitest'
import { createSightings, OUT_OF_SIGHT_MS } from '../../../renderer/scanner/decoder/sightings.ts'

const shown = (
  sightings: ReturnType<typeof createSightings>,
  frames: readonly (readonly [string, number])[],
) => frames.filter(([text, at]) => sightings.see(text, at)).map(([text, at]) => `${text}@${at}`)

describe('sightings', () => {
  it('a card that stays under the camera is reported once, however long it lies there', () => {
    const frames = Array.from({ length: 100 }, (_, n) => ['card', n * 100] as const)
    expect(shown(createSightings(), frames)).toEqual(['card@0'])
  })

  it('a card that was out of sight for a second and a half is reported again', () => {
    const sightings = createSightings()
    expect(
      shown(sightings, [
        ['card', 0],
        ['card', 1_000],
        ['card', 1_000 + OUT_OF_SIGHT_MS],
      ]),
    ).toEqual(['card@0', 'card@2500'])
  })

  it('a moment of blur does not make a second card of it', () => {
    expect(
      shown(createSightings(), [
        ['card', 0],
        ['card', OUT_OF_SIGHT_MS - 1],
      ]),
    ).toEqual(['card@0'])
  })

  it('a different card is reported at once', () => {
    expect(
      shown(createSightings(), [
        ['his', 0],
        ['hers', 33],
      ]),
    ).toEqual(['his@0', 'hers@33'])
  })

  it('two cards side by side, read in turn, are reported once each', () => {
    const frames = Array.from({ length: 40 }, (_, n) => [n % 2 === 0 ? 'his' : 'hers', n * 100] as const)
    expect(shown(createSightings(), frames)).toEqual(['his@0', 'hers@100'])
  })

  it('after forgetting, the card that still lies there is reported once more', () => {
    const sightings = createSightings()
    sightings.see('card', 0)
    sightings.forget()
    expect(sightings.see('card', 10)).toBe(true)
  })

  it('a frame that arrives late does not make the card older than it is', () => {
    const sightings = createSightings()
    expect(
      shown(sightings, [
        ['card', 1_000],
        ['card', 900],
        ['card', 2_450],
      ]),
    ).toEqual(['card@1000'])
  })
})
