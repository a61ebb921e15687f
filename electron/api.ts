// Every call that the screen may make, in one table: names, inputs, outputs. Both hosts serve it, the renderer infers from it.
// Nothing outside this table crosses the border; no raw token, full ID number, key or PIN ever comes out of it.
import type { z } from 'zod'
import { appProcedures, appView } from './api/app.ts'
import { appointmentProcedures } from './api/appointments.ts'
import { clerksProcedures } from './api/clerks.ts'
import { diagnosticsProcedures } from './api/diagnostics.ts'
import type { ApiError } from './api/errors.ts'
import { kioskProcedures } from './api/kiosk.ts'
import { lookUpProcedures } from './api/look-up.ts'
import { printingProcedures } from './api/printing.ts'
import { recordsProcedures } from './api/records.ts'
import { repairProcedures } from './api/repair.ts'
import { reportProcedures } from './api/report.ts'
import { sealedProcedures } from './api/sealed.ts'
import { settingsProcedures } from './api/settings.ts'
import { statusView, syncProcedures } from './api/status.ts'
import { syncScreenProcedures } from './api/sync-screen.ts'
import { visitEvents, visitProcedures } from './api/visit.ts'
import { voidProcedures } from './api/void.ts'
import { worklistProcedures } from './api/worklist.ts'

export * from './api/app.ts'
export * from './api/appointments.ts'
export * from './api/clerks.ts'
export * from './api/diagnostics.ts'
export * from './api/errors.ts'
export type * from './api/holder.ts'
export * from './api/kiosk.ts'
export * from './api/look-up.ts'
export * from './api/printing.ts'
export * from './api/records.ts'
export * from './api/repair.ts'
export * from './api/report.ts'
export * from './api/sealed.ts'
export * from './api/settings.ts'
export * from './api/status.ts'
export * from './api/sync-screen.ts'
export * from './api/visit.ts'
export * from './api/void.ts'
export * from './api/worklist.ts'

// ---- procedures: one group a subject, in api/ ----

export const procedures = {
  ...appProcedures,
  ...visitProcedures,
  ...lookUpProcedures,
  ...recordsProcedures,
  ...reportProcedures,
  ...printingProcedures,
  ...diagnosticsProcedures,
  ...worklistProcedures,
  ...syncProcedures,
  ...syncScreenProcedures,
  ...sealedProcedures,
  ...repairProcedures,
  ...kioskProcedures,
  ...settingsProcedures,
  ...voidProcedures,
  ...clerksProcedures,
  ...appointmentProcedures,
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type Procedures = typeof procedures
export type ProcedureName = keyof Procedures
export type Input<N extends ProcedureName> = z.infer<Procedures[N]['input']>
export type Output<N extends ProcedureName> = z.infer<Procedures[N]['output']>
export const PROCEDURE_NAMES = Object.keys(procedures) as readonly ProcedureName[]

// ---- events, main → screen ----

export const events = { status: statusView, app: appView, ...visitEvents } as const
export type EventName = keyof typeof events
export type EventData<N extends EventName> = z.infer<(typeof events)[N]>

/** Answer of every call, over IPC and over HTTP alike. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ApiError }

/** What the renderer finds: `window.terminal` from the preload, or the loopback client of the same shape. */
export type TerminalBridge = {
  call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>
  /** Returns its own unsubscribe. */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void
}
