// Carries out the console's calls of an import. Each draft is its owner's alone.
// The report is a CSV of lines, columns and reasons: it never says whose row it was.
import { ok } from '../../core/result.ts'
import type { FileHandlers, Handlers } from '../console-api/call.ts'
import { REFUSALS } from '../import.ts'
import type { Registry } from '../registry.ts'
import type { importCalls, importFiles } from './import-contract.ts'

const SHOWN = 200

export function importHandlers({ imports }: Registry): Handlers<typeof importCalls> {
  return {
    'import.begin': async (_, { staff }) => ok({ id: await imports.begin(staff.login) }),
    'import.list': async (_, { staff }) => ok({ drafts: await imports.list(staff.login) }),
    async 'import.discard'({ id }, { staff }) {
      const gone = await imports.discard(id, staff.login)
      return gone.ok ? ok({}) : gone
    },
    'import.add': async ({ id, rows }, { staff }) => imports.add(id, staff.login, rows),
    async 'import.check'({ id }, { staff }) {
      const plan = await imports.check(id, staff.login)
      if (!plan.ok) return plan
      const { holders, refused } = plan.value
      return ok({ good: holders.length, refused: refused.length, first: refused.slice(0, SHOWN) })
    },
    async 'import.commit'({ id, why, standing }, { staff }) {
      const begun = await imports.commit(id, staff.login, why, standing)
      return begun.ok ? ok({}) : begun
    },
    'import.progress': async ({ id }, { staff }) => imports.progress(id, staff.login),
  }
}

export function importFileHandlers({ imports }: Registry): FileHandlers<typeof importFiles> {
  return {
    async 'import.report'({ id }, { staff }) {
      const refused = await imports.refused(id, staff.login)
      if (!refused.ok) return refused
      const lines = refused.value.map(r => `${r.line},"${r.column}","${REFUSALS[r.reason]}"`)
      return ok({
        name: 'refused.csv',
        type: 'text/csv; charset=utf-8',
        // With the mark that Excel needs to see Chinese.
        body: `\ufeff${['行 row,列 column,原因 reason', ...lines].join('\r\n')}\r\n`,
      })
    },
  }
}
