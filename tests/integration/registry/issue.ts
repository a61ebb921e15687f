// What leaves the register: the list for the bank, the codes for its printer, the year's exits; who may take it and what it says.

import { readSheet } from 'read-excel-file/node'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { parseToken } from '../../../core/card/token.ts'
import { idNumber } from '../../../registry/seed.ts'
import { type ConsoleClient, consoleClient, staffMember } from '../../support/console-client.ts'
import { entryOf } from '../../support/zip-entry.ts'
import type { World } from './world.ts'

export function issue(world: () => World): void {
  let made = 20_000
  const signedIn = async (role: 'office' | 'bank' | 'auditor'): Promise<ConsoleClient> =>
    await consoleClient(world().url, await staffMember(world().registry, role))
  async function enter(client: ConsoleClient, name: string): Promise<string> {
    made += 1
    const answer = await client.call('holders.enter', {
      ...{ name, tier: 'A', idNumber: idNumber('532301', made), provincial: '', expires: '2032-06-30' },
      why: 'x',
    })
    if (!answer.ok) throw new Error(answer.code)
    return answer.value.card
  }
  const table = async (client: ConsoleClient, name: string, query: Record<string, string>) => {
    const response = await client.file(name, { format: 'xlsx', why: '制卡', ...query })
    expect(response.status).toBe(200)
    return await readSheet(Buffer.from(await response.arrayBuffer()))
  }
  const since = '2020-01-01'

  test('the bank takes the list of new cards, each with the code of its own; a name that looks like a formula stays text', async () => {
    const [office, bank] = [await signedIn('office'), await signedIn('bank')]
    const card = await enter(office, '=HYPERLINK')
    const rows = await table(bank, 'cards.issueList', { issue: 'first', since })
    const mine = rows.find(row => row[0] === card)
    expect(mine?.slice(0, 5)).toEqual([card, "'=HYPERLINK", 'A', 1, '2032-06-30'])
    const token = parseToken(String(mine?.[5]))
    expect(token).toMatchObject({
      ok: true,
      value: { claims: { cardNumber: card, serial: 1, medium: 'physical' } },
    })
    await bank.call('cards.care', { card, act: 'activate', why: '已领卡' })
    expect((await table(bank, 'cards.issueList', { issue: 'first', since })).some(r => r[0] === card)).toBe(
      false,
    )
    await bank.call('cards.care', { card, act: 'reissue', why: '补卡' })
    const again = await table(bank, 'cards.issueList', { issue: 'again', since })
    expect(again.find(row => row[0] === card)?.[3]).toBe(2)
    const [line] = await world().registry.staff.audit({
      ...{ login: null, subject: null, act: 'cards.issueList', before: null, limit: 1 },
    })
    expect(line?.why).toContain('制卡')
  })

  test('a list without a reason, or for somebody who makes no cards, is not given', async () => {
    const [bank, auditor] = [await signedIn('bank'), await signedIn('auditor')]
    const asked = { issue: 'first', since, format: 'csv', why: 'x' }
    expect((await bank.file('cards.issueList', { ...asked, why: ' ' })).status).toBe(400)
    expect((await auditor.file('cards.issueList', asked)).status).toBe(403)
    expect((await bank.file('exits.list', { year: '2026', format: 'csv', why: 'x' })).status).toBe(403)
  })

  test('the code sheet is a PDF with twelve codes a page and no name', async () => {
    const [office, bank] = [await signedIn('office'), await signedIn('bank')]
    await enter(office, '沐春海')
    const listed = (await table(bank, 'cards.issueList', { issue: 'first', since })).length - 1
    const response = await bank.file('cards.codeSheet', { issue: 'first', since, why: '印制' })
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1')
    expect(pdf.slice(0, 5)).toBe('%PDF-')
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(Math.ceil(listed / 12))
  })

  test('the year’s exits name who and since when, by day of effect, and never the ground', async () => {
    const office = await signedIn('office')
    const [revoked, left, earlier] = [
      await enter(office, '甲一'),
      await enter(office, '乙二'),
      await enter(office, '丙三'),
    ]
    const base = { why: 'x', effectOn: null }
    await office.call('cards.standing', { ...base, card: revoked, act: 'revoke', ground: 'fraud' })
    await office.call('cards.standing', { ...base, card: left, act: 'left' })
    await office.call('cards.standing', { ...base, card: earlier, act: 'left', effectOn: '2021-12-31' })
    const year = new Date((world().clock.now + 8 * 3600) * 1000).getUTCFullYear()
    const rows = await table(office, 'exits.list', { year: String(year) })
    const tail = (card: string): string => `5323 **** ${card.slice(8)}`
    const mine = rows.filter(row => [revoked, left, earlier].some(card => row[2] === tail(card)))
    expect(mine.map(row => [row[1], row[5]]).sort()).toEqual([
      ['乙二', '离任'],
      ['甲一', '实施细则第九条'],
    ])
    expect(JSON.stringify(rows)).not.toMatch(/fraud|弄虚作假/)
    const past = await table(office, 'exits.list', { year: '2021' })
    expect(past.slice(1).map(row => [row[1], row[4]])).toEqual([['丙三', '2021-12-31']])
  })

  test('the announcement of a year’s exits is a document in either form, and says no more than the list', async () => {
    const office = await signedIn('office')
    const gone = await enter(office, '丁四')
    await office.call('cards.standing', {
      ...{ card: gone, act: 'revoke', ground: 'law', why: '案号 2020-7', effectOn: '2020-03-01' },
    })
    const asked = { year: '2020', why: '年度公告' }
    const word = await office.file('exits.list', { ...asked, format: 'docx' })
    const text = wordsOf(Buffer.from(await word.arrayBuffer()))
    expect(text).toContain('2020年度惠才卡持卡人')
    expect(text).toContain('本年度共退出1人')
    expect(text).toContain('丁四')
    expect(text).toContain('2020-03-01')
    expect(text).not.toMatch(/案号|违法|law/)
    expect(text).not.toContain(gone)
    const pdf = await office.file('exits.list', { ...asked, format: 'pdf' })
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    const printed = await extractText(await getDocumentProxy(new Uint8Array(await pdf.arrayBuffer())), {
      mergePages: true,
    })
    expect(printed.text.replaceAll(/\s/g, '')).toContain('丁四')
    const none = await office.file('exits.list', { year: '2019', why: 'x', format: 'docx' })
    expect(wordsOf(Buffer.from(await none.arrayBuffer()))).toContain('没有持卡人退出')
    const bank = await signedIn('bank')
    expect((await bank.file('exits.list', { ...asked, format: 'pdf' })).status).toBe(403)
  })
}

const wordsOf = (docx: Buffer): string => entryOf(docx, 'word/document.xml').replaceAll(/<[^>]+>/g, '')
