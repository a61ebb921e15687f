// Carries out the console's calls about applications. Whose applications a unit may see is decided here, from its account.
// Names are masked in queues and pages; the call that shows them has its reason, and a proof its line on the trail.
import { maskName } from '../../core/card/mask.ts'
import { err, ok } from '../../core/result.ts'
import type { FileHandlers, Handlers } from '../console-api/call.ts'
import { docxOf } from '../documents/docx.ts'
import { pdfOf } from '../documents/pdf.ts'
import type { Staff } from '../staff/accounts.ts'
import type { Applications } from './applications.ts'
import type { ApplicationLine, applicationCalls, applicationFiles } from './contract.ts'
import { noticeDocument } from './notice-document.ts'
import type { ProofType } from './proofs/inspect.ts'
import type { Reviewer } from './review.ts'
import type { ApplicationRow } from './rows.ts'

const reviewer = (staff: Staff): Reviewer => ({ login: staff.login, unit: staff.unit })

const lineOf = (row: ApplicationRow): ApplicationLine => ({
  id: row.id,
  stage: row.stage,
  steps: row.steps,
  clause: row.clause,
  tier: row.tier,
  unit: row.unit,
  dueOn: row.dueOn,
  name: row.facts === null ? '' : maskName(row.facts.name),
  employer: row.facts?.employer ?? '',
  openObjections: row.state.stage === 'notice' ? [...row.state.open] : [],
  noticeUntil: row.state.stage === 'notice' ? row.state.until : null,
})

export function applicationHandlers({
  review,
  policy,
  today,
}: Applications): Handlers<typeof applicationCalls> {
  return {
    'applications.counts': async (_, { staff }) =>
      ok({
        today: today(),
        stages: await review.counts(staff.unit),
        noticeEnd: review.earliestNoticeEnd(),
        cardYears: policy.card.years,
        opinions: policy.opinions,
      }),
    async 'applications.queue'({ late, ...asked }, { staff }) {
      const day = today()
      const { rows, more } = await review.queue({
        ...asked,
        unit: staff.unit,
        dueBefore: late ? day : null,
      })
      return ok({ today: day, rows: rows.map(lineOf), more })
    },
    async 'applications.page'({ id }, { staff }) {
      const page = await review.page(id, staff.unit)
      if (page === null) return err({ code: 'not-found' })
      const { facts } = page
      return ok({
        today: today(),
        application: {
          ...lineOf(page),
          idTail: facts?.idNumber.slice(-4) ?? '',
          employerKind: facts?.employerKind ?? 'local',
          position: facts?.position ?? '',
          industry: policy.industries.find(i => i.id === facts?.industry)?.title ?? null,
          card: page.card,
          deleted: page.deletedAt !== null,
          found: page.state.stage === 'opinions' ? { ...page.state.found } : {},
        },
        proofs: [...page.proofs],
        history: [...page.history],
      })
    },
    async 'applications.look'({ id }, { staff }) {
      const page = await review.page(id, staff.unit)
      if (page?.facts == null) return err({ code: 'not-found' })
      const { name, idNumber, provincial, statement } = page.facts
      return ok({ name, idNumber, provincial, statement, mobile: page.owner ?? '' })
    },
    'applications.review': async ({ chosen, decision, words }, { staff }) =>
      ok({ answers: await review.decide(chosen, decision, words, reviewer(staff)) }),
    'applications.decide': async ({ chosen, decision, words }, { staff }) =>
      ok({ answers: await review.decide(chosen, decision, words, reviewer(staff)) }),
    async 'applications.makeNotice'({ chosen, ...notice }, { staff }) {
      const made = await review.makeNotice(chosen, notice, reviewer(staff))
      return ok({ ...made, answers: [...made.answers] })
    },
    'applications.notices': async () => ok({ notices: await review.notices() }),
    async 'applications.notice'({ id }) {
      const found = await review.notice(id)
      return found === null ? err({ code: 'not-found' }) : ok({ ...found, entries: [...found.entries] })
    },
    'applications.issue': async ({ chosen, ...issued }, { staff }) =>
      ok({ answers: await review.issue(chosen, issued, reviewer(staff)) }),
  }
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const ENDING: Readonly<Record<ProofType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
}

export function applicationFileHandlers({ review }: Applications): FileHandlers<typeof applicationFiles> {
  return {
    /** Under a name of ours: the applicant's own is shown on the page and goes nowhere else. */
    async 'applications.proof'({ id, number }, { staff }) {
      const proof = await review.proof(id, number, staff.unit)
      if (proof === null) return err({ code: 'not-found' })
      return ok({ name: `${id}-${number}.${ENDING[proof.type]}`, type: proof.type, body: proof.bytes })
    },
    async 'applications.noticeDocument'({ id, format }) {
      const found = await review.notice(id)
      if (found === null) return err({ code: 'not-found' })
      const document = noticeDocument(found.notice, found.entries)
      const name = `notice-${found.notice.from}.${format}`
      return format === 'pdf'
        ? ok({ name, type: 'application/pdf', body: await pdfOf(document) })
        : ok({ name, type: DOCX, body: await docxOf(document) })
    },
  }
}
