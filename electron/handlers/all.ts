// The handlers of the whole api table, gathered from their subjects.
// A procedure without a handler does not compile.
import type { FileCheck } from '../diagnostics/check.ts'
import { appHandlers } from './app.ts'
import { appointmentHandlers } from './appointments.ts'
import { clerksHandlers } from './clerks.ts'
import type { Context, Handlers } from './context.ts'
import { diagnosticsHandlers } from './diagnostics.ts'
import { kioskHandlers } from './kiosk.ts'
import { lookUpHandlers } from './look-up.ts'
import { printingHandlers } from './printing.ts'
import { recordsHandlers } from './records.ts'
import { repairHandlers } from './repair.ts'
import { reportHandlers } from './report.ts'
import { sealedHandlers } from './sealed.ts'
import { sessionHandlers } from './session.ts'
import { settingsHandlers } from './settings.ts'
import { syncHandlers } from './sync.ts'
import { visitHandlers } from './visit.ts'
import { voidHandlers } from './void.ts'
import { worklistHandlers } from './worklist.ts'

export const allHandlers = (context: Context, check: FileCheck): Handlers => ({
  ...appHandlers(context),
  ...sessionHandlers(context),
  ...visitHandlers(context),
  ...lookUpHandlers(context),
  ...recordsHandlers(context),
  ...reportHandlers(context),
  ...printingHandlers(context),
  ...diagnosticsHandlers(context, check),
  ...worklistHandlers(context),
  ...syncHandlers(context),
  ...sealedHandlers(context),
  ...repairHandlers,
  ...settingsHandlers(context),
  ...kioskHandlers(context),
  ...voidHandlers(context),
  ...clerksHandlers(context),
  ...appointmentHandlers(context),
})
