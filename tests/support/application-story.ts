// The whole way of an application, as a story to be told in part or whole: apply, review, notice, issue.
// Applicants and staff act through their own doors; nothing is written past them.

import type { DecisionAnswers } from '../../registry/applications/contract.ts'
import type { DraftFacts } from '../../registry/applications/facts.ts'
import type { Registry } from '../../registry/registry.ts'
import { idNumber } from '../../registry/seed.ts'
import type { ConsoleClient } from './console-client.ts'
import { pngPicture } from './proofs.ts'

let people = 0

/** Somebody whom no other test knows, who qualifies after A2 and works in health. */
export function applicant(more: Partial<DraftFacts> = {}): {
  readonly mobile: string
  readonly facts: DraftFacts
} {
  people += 1
  return {
    mobile: `139${String(10_000_000 + people)}`,
    facts: {
      clause: 'A2',
      tier: 'A',
      name: '沐春海',
      idNumber: idNumber('532322', 9000 + people),
      provincial: '',
      employer: '楚雄州人民医院',
      employerKind: 'local',
      position: '主任医师',
      industry: 'health',
      statement: '2024 年入选省委联系专家，在楚雄工作八年。',
      ...more,
    },
  }
}
export type Applicant = ReturnType<typeof applicant>

const value = <T, E extends { readonly code: string }>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E },
): T => {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

/** Writes, proves and sends. Answers the application's number. */
export async function apply(
  { applications }: Pick<Registry, 'applications'>,
  who: Applicant,
): Promise<string> {
  const side = applications.applicant
  const id = value(await side.begin(who.mobile, who.facts))
  value(await side.save(who.mobile, id, who.facts))
  value(await side.addProof(who.mobile, id, { name: '入选文件.png', purpose: 'proof', bytes: pngPicture() }))
  value(await side.send(who.mobile, id))
  return id
}

type Decide = Parameters<ConsoleClient['call']>

/** One decision on an application as it stands now; throws what it was refused with. */
export async function decide(
  client: ConsoleClient,
  name: 'applications.review' | 'applications.decide',
  id: string,
  decision: object,
  words = '材料属实，符合条件。',
): Promise<void> {
  const input = { chosen: [await seen(client, id)], decision, words }
  const done = (await client.call(name, input as Decide[1] as never)) as
    | { ok: true; value: { answers: DecisionAnswers } }
    | { ok: false; code: string }
  const code = done.ok ? done.value.answers[0]?.code : done.code
  if (code !== null) throw new Error(code)
}

/** The application as this member of staff would choose it on the page. */
export async function seen(client: ConsoleClient, id: string): Promise<{ id: string; seen: number }> {
  const page = await client.call('applications.page', { id })
  if (!page.ok) throw new Error(page.code)
  return { id, seen: page.value.application.steps }
}

/** Employer's opinion, unit's review. */
export async function reviewByUnit(unit: ConsoleClient, id: string, signedOn = '2026-10-12'): Promise<void> {
  const employer = { kind: 'employer', finding: 'agree', form: 'paper', signedOn }
  await decide(unit, 'applications.review', id, employer, '同意推荐，已盖章。')
  await decide(unit, 'applications.review', id, { kind: 'industry', finding: 'agree' })
}

/** The office's review and all opinions: then it can go on a notice. */
export async function clear(
  { applications }: Pick<Registry, 'applications'>,
  office: ConsoleClient,
  id: string,
  repliedOn = '2026-10-12',
): Promise<void> {
  await decide(office, 'applications.decide', id, { kind: 'office' })
  for (const { id: about } of applications.policy.opinions)
    await decide(
      office,
      'applications.decide',
      id,
      { kind: 'opinion', about, finding: 'none', repliedOn },
      '无不良反映。',
    )
}

/** Puts cleared applications on one notice; answers its id and its last day. */
export async function putOnNotice(
  office: ConsoleClient,
  ids: readonly string[],
): Promise<{ readonly notice: string; readonly until: string }> {
  const counts = await office.call('applications.counts', {})
  if (!counts.ok) throw new Error(counts.code)
  const until = counts.value.noticeEnd
  const chosen = await Promise.all(ids.map(id => seen(office, id)))
  const made = await office.call('applications.makeNotice', {
    chosen,
    scope: '州人民政府门户网站',
    contact: '州委人才办 0878-3389000',
    until,
  })
  if (!made.ok || made.value.notice === null) throw new Error(JSON.stringify(made))
  return { notice: made.value.notice, until }
}

/** After the notice: approves and issues. Answers the card's number. */
export async function issueCard(office: ConsoleClient, id: string, expires: string): Promise<string> {
  await decide(office, 'applications.decide', id, { kind: 'approve' }, '公示期满，无异议。')
  const chosen = [await seen(office, id)]
  const done = await office.call('applications.issue', { chosen, expires, words: '列入发放名单。' })
  if (!done.ok || done.value.answers[0]?.code !== null) throw new Error(JSON.stringify(done))
  const page = await office.call('applications.page', { id })
  const card = page.ok ? page.value.application.card : null
  if (card === null) throw new Error('no card')
  return card
}
