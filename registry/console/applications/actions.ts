// What can be done with an application at its stage, and with which permission: what the page offers.
// The server decides again, step by step; this only keeps people from buttons that would be refused.
import type { Stage } from '../../applications/steps.ts'
import type { Permission } from '../../staff/permissions.ts'

export const ACTIONS = [
  'employer',
  'industry',
  'office',
  'opinion',
  'notice',
  'approve',
  'issue',
  'rehear',
  'objection',
  'settle',
  'return',
  'refuse',
  'reopen',
] as const
export type Action = (typeof ACTIONS)[number]

const AT: Readonly<Record<Stage, readonly Action[]>> = {
  draft: [],
  employer: ['employer', 'return'],
  industry: ['industry', 'return', 'reopen'],
  office: ['office', 'return', 'refuse', 'reopen'],
  opinions: ['opinion', 'refuse', 'reopen'],
  cleared: ['notice', 'refuse', 'reopen'],
  notice: ['approve', 'objection', 'settle', 'refuse', 'reopen'],
  approved: ['issue', 'refuse', 'reopen'],
  issued: [],
  returned: [],
  refused: ['reopen'],
  objected: ['rehear'],
  withdrawn: [],
}
/** What is said of one application alone. */
const ONE_BY_ONE: ReadonlySet<Action> = new Set<Action>(['objection', 'settle', 'rehear', 'reopen'])

const needed = (action: Action, stage: Stage): Permission => {
  if (action === 'employer' || action === 'industry') return 'application.review'
  return action === 'return' && stage !== 'office' ? 'application.review' : 'application.decide'
}

export function actionsAt(
  stage: Stage,
  permissions: readonly Permission[],
  how: { readonly many: boolean; readonly objections: number },
): readonly Action[] {
  return AT[stage].filter(
    action =>
      permissions.includes(needed(action, stage)) &&
      !(how.many && ONE_BY_ONE.has(action)) &&
      !(action === 'settle' && how.objections === 0) &&
      !(action === 'approve' && how.objections > 0),
  )
}
