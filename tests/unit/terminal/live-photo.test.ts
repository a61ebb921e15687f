// The picture as the terminal asks for it: of this card, of these kinds, or none.
// The registry answers rightly, wrongly, or not at all.
import { expect, test } from 'vitest'
import type { CardNumber } from '../../../core/card/card.ts'
import { err, ok } from '../../../core/result.ts'
import { LARGEST_PHOTO, type PhotoAnswer, photoAnswer } from '../../../core/sync/wire.ts'
import { createLivePhoto } from '../../../electron/visit/live-photo.ts'

const CARD = '532300000016' as CardNumber
const body = Buffer.from('picture').toString('base64')
const photo = { type: 'image/jpeg', body } as const
const asking = (answer: PhotoAnswer) => createLivePhoto(() => ({ photo: async () => ok(answer) }))(CARD)

test('the picture of this very card becomes a data address', async () => {
  expect(await asking({ card: CARD, photo })).toBe(`data:image/jpeg;base64,${body}`)
})

test('none, another card’s, no network and no registry are no picture', async () => {
  expect(await asking({ card: CARD, photo: null })).toBeNull()
  expect(await asking({ card: '532300000024', photo })).toBeNull()
  const away = createLivePhoto(() => ({ photo: async () => err({ code: 'unreachable' }) }))
  expect(await away(CARD)).toBeNull()
  expect(await createLivePhoto(() => null)(CARD)).toBeNull()
})

test('the wire takes no other kind, nothing that is not base64, and nothing large', () => {
  const taken = (given: unknown) => photoAnswer.safeParse({ card: CARD, photo: given }).success
  const bytes = (n: number) => Buffer.alloc(n, 7).toString('base64')
  expect(taken({ type: 'image/png', body: bytes(LARGEST_PHOTO) })).toBe(true)
  expect(taken({ type: 'image/png', body: bytes(LARGEST_PHOTO + 3) })).toBe(false)
  expect(taken({ type: 'image/svg+xml', body })).toBe(false)
  expect(taken({ type: 'image/png', body: '"><script>' })).toBe(false)
})
