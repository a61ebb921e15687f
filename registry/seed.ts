// Synthetic holders: plausible Yunnan names, valid ID numbers, mixed standing. The same seed gives the same people.
// Nobody in here exists; card numbers continue after the highest one, so that seeding twice doubles nobody.
import { pinyin } from 'pinyin-pro'
import { makeCardNumber } from '../core/card/card-number.ts'
import { checkCharacter } from '../core/card/resident-id.ts'
import type { Status } from '../core/policy/evidence.ts'
import type { NewHolder } from './holders.ts'

const SURNAMES = '李杨王张普罗周起陈赵刘施毕鲁白段高何马朱郭徐孙胡黄沐夏饶奎者'
const GIVEN = '明芳华丽强军伟敏静红梅春云海波建国文志勇俊玉兰秀英晓东辉涛霞燕鹏宏斌娟萍林森雪峰宇晨思源嘉怡'
const COUNTIES = [
  '532301',
  '532322',
  '532323',
  '532324',
  '532325',
  '532326',
  '532327',
  '532328',
  '532329',
  '532331',
]
const PREFIX = '5323'

/** A small, well-known generator (mulberry32): the same people on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export const pinyinOf = (name: string): string =>
  pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true }).join(' ').toLowerCase()

/** `index` from 0: people number `first + index`; `now` in seconds. */
export function* syntheticHolders(count: number, first: number, now: number): Generator<NewHolder> {
  const random = randomFrom(first + 1)
  const pick = (text: string | readonly string[]): string => text[Math.floor(random() * text.length)] ?? ''
  // A name's syllables are looked up once: there are far fewer characters than holders.
  const syllables = new Map([...SURNAMES, ...GIVEN].map(char => [char, pinyinOf(char)]))
  for (let i = 0; i < count; i++) {
    const surname = pick(SURNAMES)
    const given = pick(GIVEN) + (random() < 0.75 ? pick(GIVEN) : '')
    yield {
      card: makeCardNumber(PREFIX, first + i),
      tier: random() < 0.3 ? 'A' : 'B',
      name: surname + given,
      pinyin: [surname, ...given].map(char => syllables.get(char) ?? '').join(' '),
      idNumber: idNumber(pick(COUNTIES), first + i, random),
      provincial: null,
      expiresAt: now + Math.floor((1 + random() * 4) * 365 * 86_400),
      status: statusFrom(random()),
    }
  }
}

const statusFrom = (r: number): Status =>
  r < 0.95
    ? 'active'
    : r < 0.965
      ? 'left'
      : r < 0.975
        ? 'suspended'
        : r < 0.985
          ? 'lost'
          : r < 0.993
            ? 'pending'
            : 'revoked'

/** Unique below index 2,000,000 by construction: county, birthday and order number are spread over the index. */
export function idNumber(county: string, index: number, random: () => number = () => 0): string {
  const day = new Date(Date.UTC(1955, 0, 1) + ((index * 7 + Math.floor(random() * 3)) % 16_000) * 86_400_000)
  const birthday = day.toISOString().slice(0, 10).replaceAll('-', '')
  const order = String(Math.floor(index / 16_000) * 16 + (index % 16))
    .padStart(3, '0')
    .slice(-3)
  const body = `${county}${birthday}${order}`
  return body + checkCharacter(body)
}
