// Which camera is opened, when it is opened again by itself, and when a picture is none.
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { CameraState } from '../../../renderer/scanner/camera.ts'
import { brightness, createPictureJudge } from '../../../renderer/scanner/picture-health.ts'

let choice: typeof import('../../../renderer/scanner/camera-choice.ts')
const kept = new Map<string, string>()
beforeAll(async () => {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  choice = await import('../../../renderer/scanner/camera-choice.ts')
})

const DESK = { id: 'a1', label: 'Desk camera' }
const LID = { id: 'b2', label: 'Lid camera' }
const live = (deviceId: string): CameraState => ({
  kind: 'live',
  label: '',
  deviceId,
  width: 1280,
  height: 720,
  picture: 'good',
  torch: false,
  zoom: null,
})

describe('the chosen camera', () => {
  test('is opened by its id, or by its name where the id is new', () => {
    expect(choice.deviceFor(DESK, [LID, DESK])).toBe('a1')
    expect(choice.deviceFor(DESK, [LID, { id: 'c3', label: 'Desk camera' }])).toBe('c3')
    expect(choice.deviceFor(null, [LID])).toBeUndefined()
  })

  test('that is not there leaves the way to any other; nor does a nameless one count as it', () => {
    expect(choice.deviceFor(DESK, [LID])).toBeUndefined()
    expect(choice.deviceFor({ id: 'x', label: '' }, [{ id: 'y', label: '' }])).toBeUndefined()
  })

  test('is read from the settings, and is none where they make no sense', () => {
    expect(choice.readCamera(JSON.stringify(DESK))).toEqual(DESK)
    for (const text of [null, '', 'a1', '{}', '[]', '{"id":"a1"}']) expect(choice.readCamera(text)).toBeNull()
  })

  test('is kept, and forgotten again', () => {
    choice.chooseCamera(DESK)
    expect(JSON.parse(kept.get('huicai.camera') ?? '')).toEqual(DESK)
    expect(choice.cameraChoice.get()).toEqual(DESK)
    choice.chooseCamera(null)
    expect(kept.has('huicai.camera')).toBe(false)
  })
})

describe('cameras that come or go', () => {
  test.each([
    ['the first one is plugged in', { kind: 'no-camera' }, null, [DESK], true],
    ['the last one went', { kind: 'no-camera' }, null, [], false],
    ['the unplugged one is back', { kind: 'failed', code: 'stream-ended', detail: '' }, DESK, [DESK], true],
    [
      'the decoder is missing',
      { kind: 'failed', code: 'decoder-unavailable', detail: '' },
      DESK,
      [DESK],
      false,
    ],
    ['permission is missing', { kind: 'denied', by: 'browser' }, DESK, [DESK], false],
    ['the chosen one is back, another stands in', live('b2'), DESK, [LID, DESK], true],
    ['another comes beside the chosen one', live('a1'), DESK, [LID, DESK], false],
    ['another comes, none was chosen', live('a1'), null, [LID, DESK], false],
  ] as const)('%s', (_, state, chosen, devices, reopens) => {
    expect(choice.reopensFor(state, chosen, devices)).toBe(reopens)
  })

  test('a camera that another program holds is tried again by itself', () => {
    expect(choice.retryAfter({ kind: 'busy' })).toBe(5)
    expect(choice.retryAfter({ kind: 'no-camera' })).toBeNull()
  })
})

describe('a picture', () => {
  const look = (at: number, frames: number, mean = 120, spread = 40) => ({ at, frames, mean, spread })

  test('that moves and is bright is good', () => {
    const judge = createPictureJudge()
    for (let i = 0; i < 20; i++) expect(judge(look(i * 1000, i * 30))).toBe('good')
  })

  test('that is black for three seconds is dark, and good again as soon as there is light', () => {
    const judge = createPictureJudge()
    const seen = [0, 1, 2, 3, 4].map(s => judge(look(s * 1000, s * 30, 2, 1)))
    expect(seen).toEqual(['good', 'good', 'good', 'dark', 'dark'])
    expect(judge(look(5000, 150))).toBe('good')
  })

  test('of a dark room with a bright card in it is not dark', () => {
    const judge = createPictureJudge()
    for (let s = 0; s < 10; s++) expect(judge(look(s * 1000, s * 30, 8, 30))).toBe('good')
  })

  test('without new frames for four seconds is frozen, until the next one comes', () => {
    const judge = createPictureJudge()
    expect([0, 1, 2, 3, 4, 5].map(s => judge(look(s * 1000, 7)))).toEqual([
      'good',
      'good',
      'good',
      'good',
      'frozen',
      'frozen',
    ])
    expect(judge(look(6000, 8))).toBe('good')
  })

  test('is measured in the eye’s brightness', () => {
    expect(brightness(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255]))).toEqual({
      mean: 127.5,
      spread: 127.5,
    })
  })
})
