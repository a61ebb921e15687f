// The console's downloads of what leaves the register: issue lists, code sheets, the year's exits. Each with its reason.
// Query parameters are texts.
import { z } from 'zod'
import { file } from '../console-api/call.ts'
import { ISSUES } from './issue.ts'

const why = z.string().trim().min(1).max(200)
const format = z.enum(['xlsx', 'csv'])
const issue = z.enum(ISSUES)

export const issueFiles = {
  'cards.issueList': file({
    access: 'card.issue',
    input: z.object({ issue, since: z.iso.date(), format, why }),
    audit: i => ({ subject: null, why: `${i.issue} ${i.since}; ${i.why}` }),
  }),
  'cards.codeSheet': file({
    access: 'card.issue',
    input: z.object({ issue, since: z.iso.date(), why }),
    audit: i => ({ subject: null, why: `${i.issue} ${i.since}; ${i.why}` }),
  }),
  'exits.list': file({
    access: 'exit.announce',
    /** `pdf` and `docx`: the announcement itself; the others its list. */
    input: z.object({
      year: z.string().regex(/^20\d\d$/),
      format: z.enum(['xlsx', 'csv', 'pdf', 'docx']),
      why,
    }),
    audit: i => ({ subject: null, why: `${i.year} ${i.format}; ${i.why}` }),
  }),
} as const
