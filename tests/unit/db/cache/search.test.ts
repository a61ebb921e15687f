import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cache, openCache } from '../../../../db/cache/cache.ts'
import { CACHE_MIGRATIONS } from '../../../../db/cache/migrations/index.ts'
import { readQuery } from '../../../../db/cache/search-query.ts'
import { lettersOf, readingsOf } from '../../../../db/cache/spelling.ts'
import { migrate, versionOf } from '../../../../db/migrate.ts'
import { connect } from '../../../../db/open.ts'
import { card, folder, holder, KEY, must } from '../support.ts'

const PEOPLE = [
  holder(1, { name: '杨明芳', pinyin: 'yang ming fang', idTail: '001X' }),
  holder(2, { name: '杨明', pinyin: 'yang ming', idTail: '1234' }),
  holder(3, { name: '欧阳正华', pinyin: 'ou yang zheng hua', idTail: '5678' }),
  holder(4, { name: '李芳', pinyin: 'li fang', idTail: '1234' }),
  holder(5, { name: 'Ana Müller', pinyin: 'ana müller', idTail: '0000' }),
  holder(6, { name: '吕明芳', pinyin: 'lv ming fang', idTail: '4321' }),
  holder(7, { name: '杨明芳', pinyin: 'yang ming fang', idTail: '7777', status: 'revoked' }),
  holder(8, { name: '尹茂芳', pinyin: 'yin mao fang', idTail: '8888' }),
]

let home = ''
let cache: Cache
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'xhc-search-'))
  cache = must(openCache(join(home, 'cache.db'), KEY))
  must(cache.applyChanges(PEOPLE, 1, 1_763_000_000))
})
afterAll(() => {
  cache.close()
  rmSync(home, { recursive: true, force: true })
})

function find(text: string, limit = 10) {
  const query = readQuery(text)
  if (query.kind === 'id-number') throw new Error('an ID number is found by its hash')
  return cache.holders.search(query, limit)
}
const found = (text: string, limit?: number) => find(text, limit).map(({ name }) => name)

describe('a search by name', () => {
  it('takes the beginning of the characters, the whole name first', () => {
    expect(found('杨')).toEqual(['杨明', '杨明芳', '杨明芳'])
    expect(found('杨明芳')).toEqual(['杨明芳', '杨明芳'])
    expect(find('杨明')[0]).toMatchObject({ name: '杨明', match: 'exact' })
    expect(found('明')).toEqual([])
  })

  it('takes a given name of two characters, after the names that begin with it', () => {
    expect(new Set(found('明芳'))).toEqual(new Set(['杨明芳', '吕明芳']))
    expect(find('明芳').every(({ match }) => match === 'given-name')).toBe(true)
  })

  it('takes the beginning of the pinyin, however it is spaced, capitalised and accented', () => {
    for (const text of [
      'yangming',
      'Yang Ming',
      'YANG ming',
      'yang-ming',
      "yang'ming",
      'yángmíng',
      'yang2ming2',
      'yang2 ming2',
      'ｙａｎｇｍｉｎｇ',
    ]) {
      expect(found(text), text).toEqual(['杨明', '杨明芳', '杨明芳'])
    }
    expect(found('ouyangz')).toEqual(['欧阳正华'])
    expect(found('lümingfang')).toEqual(['吕明芳'])
    expect(found('lǚ míng fāng')).toEqual(['吕明芳'])
    expect(found('lvmf')).toEqual(['吕明芳'])
  })

  it('takes initials, also those of two letters', () => {
    expect(found('ymf')).toEqual(['尹茂芳', '杨明芳', '杨明芳'])
    expect(found('oyzh')).toEqual(['欧阳正华'])
    expect(found('oyzhh')).toEqual(['欧阳正华'])
  })

  it('takes syllables and initials mixed', () => {
    expect(found('yangmf')).toEqual(['杨明芳', '杨明芳'])
    expect(found('ymingf')).toEqual(['杨明芳', '杨明芳'])
    expect(found('ouyzhenghua')).toEqual(['欧阳正华'])
  })

  it('takes characters and letters mixed', () => {
    for (const text of ['杨mf', '杨ming', '杨 mingf', '杨明f', '杨明fang', '杨mfang', '杨Mf']) {
      expect(found(text), text).toContain('杨明芳')
      expect(found(text), text).not.toContain('尹茂芳')
    }
    expect(found('欧阳zh')).toEqual(['欧阳正华'])
    expect(found('杨zh')).toEqual([])
  })

  it('puts cards in force before others of the same name', () => {
    expect(find('杨明芳').map(({ status }) => status)).toEqual(['active', 'revoked'])
  })

  it('takes a Latin name as it is written', () => {
    expect(found('Ana')).toEqual(['Ana Müller'])
    expect(found('ana mü')).toEqual(['Ana Müller'])
  })

  it('is narrowed down by last digits of card or ID', () => {
    expect(find('杨明芳 7777').map(({ cardNumber }) => cardNumber)).toEqual([card(7)])
    expect(find('杨明芳001x').map(({ cardNumber }) => cardNumber)).toEqual([card(1)])
    expect(find(`ymf ${card(7).slice(-4)}`).map(({ cardNumber }) => cardNumber)).toEqual([card(7)])
    expect(find(`杨m ${card(7).slice(-4)}`).map(({ cardNumber }) => cardNumber)).toEqual([card(7)])
    expect(found('李芳 7777')).toEqual([])
  })

  it('names nobody twice and no more than asked for', () => {
    expect(found('ym')).toHaveLength(4)
    expect(found('y', 1)).toHaveLength(1)
  })

  it.each(['', '   ', '%', '_', '杨%', '杨*', '*', '[a-z]', "' OR 1=1 --", '\u{10ffff}', '😀', 'zzz'])(
    'finds nobody for "%s"',
    text => {
      expect(found(text)).toEqual([])
    },
  )
})

describe('a search by digits', () => {
  it('takes a whole card number, in groups or not', () => {
    const number = card(3)
    expect(found(number)).toEqual(['欧阳正华'])
    expect(found(`${number.slice(0, 4)} ${number.slice(4, 8)} ${number.slice(8)}`)).toEqual(['欧阳正华'])
  })

  it('takes four and more last digits of a card number', () => {
    for (const length of [4, 5, 7, 11]) expect(found(card(3).slice(-length))).toContain('欧阳正华')
    expect(found('9'.repeat(11))).toEqual([])
  })

  it('takes the last four of an ID number, X in either case', () => {
    expect(new Set(found('1234'))).toEqual(new Set(['杨明', '李芳']))
    expect(found('001X')).toEqual(['杨明芳'])
    expect(found('001x')).toEqual(['杨明芳'])
  })

  it('finds nobody by fewer than four digits: they would name half the prefecture', () => {
    expect(readQuery('123')).toEqual({ kind: 'nothing' })
    expect(found('123')).toEqual([])
  })

  it('leaves a whole ID number to whoever has the key of its hash', () => {
    expect(readQuery('11010519491231002x')).toEqual({ kind: 'id-number', idNumber: '11010519491231002X' })
  })
})

describe('letters', () => {
  it('have every reading that a person may mean', () => {
    const initials = (letters: string) => readingsOf(letters, 0).map(reading => reading.initials)
    expect(initials('yangmf')).toContain('ymf')
    expect(initials('ymf')).toEqual(['ymf'])
    expect(initials('oyzh')).toEqual(expect.arrayContaining(['oyz', 'oyzh']))
    expect(initials('xian')).toEqual(expect.arrayContaining(['x', 'xa']))
    expect(initials('fangan')).toEqual(expect.arrayContaining(['fg', 'fa']))
  })

  it('have few readings, however many there are', () => {
    expect(readingsOf('a'.repeat(40), 0).length).toBeLessThanOrEqual(24)
    expect(readingsOf('zhangxianningan'.repeat(3), 0).length).toBeLessThanOrEqual(24)
  })

  it('keep a foreign mark as one of two forms', () => {
    expect(lettersOf('Müller')).toEqual(['mvller', 'müller'])
    expect(lettersOf('yáng')).toEqual(['yang', 'yáng'])
    expect(lettersOf('yang')).toEqual(['yang'])
    expect(lettersOf('yang3x!')).toEqual([])
  })
})

it('a cache of version 1 keeps its holders and can be searched in all ways afterwards', () => {
  const file = join(folder(), 'cache.db')
  const old = connect(file, KEY, { create: true })
  migrate(old, CACHE_MIGRATIONS.slice(0, 1))
  old
    .prepare(
      `INSERT INTO holder (card_no, serial, tier, status, status_since, expires_at,
                           name, pinyin, initials, id_tail, id_hash, provincial, digest)
       VALUES (?, 1, 'A', 'active', 0, 1, '杨明芳', 'yang ming fang', 'ymf', '001X', x'00', NULL, x'00')`,
    )
    .run(Number(card(1)))
  migrate(old, CACHE_MIGRATIONS)
  expect(versionOf(old)).toBe(CACHE_MIGRATIONS.length)
  expect(
    old
      .prepare('SELECT name FROM holder WHERE card_no % 10000 = ?')
      .pluck()
      .all(Number(card(1)) % 10_000),
  ).toEqual(['杨明芳'])
  expect(old.prepare('SELECT name FROM holder WHERE id_tail = ?').pluck().all('001X')).toEqual(['杨明芳'])
  old.close()
})
