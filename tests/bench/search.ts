// `npm run bench -- search [--holders N]`: what a clerk types to the list that is shown, on an encrypted cache.
// Queries are made from the holders themselves, and some fit nobody: those look longest.
import { parseArgs } from 'node:util'
import { readQuery } from '../../db/cache/search-query.ts'
import { openMillion, syntheticHolder } from './million.ts'

const ROUNDS = 400
const LIMIT = 21

type Kind = { readonly name: string; readonly text: (index: number) => string }

const initials = (pinyin: string): string => pinyin.replaceAll(/(\S)\S*\s?/g, '$1')
const givenPinyin = (pinyin: string): string => pinyin.split(' ').slice(1).join('')
const at = (index: number) => syntheticHolder(index)

const KINDS: readonly Kind[] = [
  { name: 'characters', text: i => at(i).name },
  { name: 'surname', text: i => at(i).name.slice(0, 1) },
  { name: 'given name', text: i => at(i).name.slice(1) },
  { name: 'pinyin', text: i => at(i).pinyin.replaceAll(' ', '') },
  { name: 'beginning of pinyin', text: i => at(i).pinyin.slice(0, 3) },
  { name: 'initials', text: i => initials(at(i).pinyin) },
  {
    name: 'syllable and initials',
    text: i => at(i).pinyin.split(' ')[0] + initials(givenPinyin(at(i).pinyin)),
  },
  { name: 'characters and initials', text: i => at(i).name.slice(0, 1) + initials(at(i).pinyin).slice(1) },
  { name: 'characters and pinyin', text: i => at(i).name.slice(0, 1) + givenPinyin(at(i).pinyin) },
  { name: 'characters, nobody', text: i => `${at(i).name.slice(0, 2)}鑫` },
  { name: 'letters, nobody', text: i => `${at(i).pinyin.split(' ').slice(0, 2).join('')}xx` },
  { name: 'mixed, nobody', text: i => `${at(i).name.slice(0, 2)}xin` },
  { name: 'card number', text: i => at(i).card },
  { name: 'last four', text: i => at(i).card.slice(-4) },
  { name: 'last six', text: i => at(i).card.slice(-6) },
  { name: 'ID tail', text: i => at(i).idTail },
  { name: 'name and last four', text: i => `${at(i).name} ${at(i).card.slice(-4)}` },
  { name: 'initials and last four', text: i => `${initials(at(i).pinyin)} ${at(i).card.slice(-4)}` },
]

export async function runSearchBench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: { holders: { type: 'string', default: '1000000' } },
  })
  const holders = Number(values.holders)
  const million = await openMillion(holders)
  const p50Ms: Record<string, number> = {}
  const p95Ms: Record<string, number> = {}
  const found: Record<string, number> = {}
  for (const { name, text } of KINDS) {
    const took: number[] = []
    let results = 0
    for (let round = 0; round < ROUNDS; round++) {
      const typed = text(Math.floor(Math.random() * holders))
      const began = performance.now()
      const query = readQuery(typed)
      if (query.kind !== 'id-number') results += million.book.search(query, LIMIT).length
      took.push(performance.now() - began)
    }
    took.sort((a, b) => a - b)
    p50Ms[name] = rounded(took[Math.floor(ROUNDS * 0.5)])
    p95Ms[name] = rounded(took[Math.floor(ROUNDS * 0.95)])
    found[name] = Math.round((results / ROUNDS) * 10) / 10
    process.stderr.write(`${name}: p50 ${p50Ms[name]} ms, p95 ${p95Ms[name]} ms, ${found[name]} found\n`)
  }
  million.close()
  return { bench: 'search', holders, worstP95Ms: Math.max(...Object.values(p95Ms)), p50Ms, p95Ms, found }
}

const rounded = (ms = 0): number => Math.round(ms * 100) / 100
