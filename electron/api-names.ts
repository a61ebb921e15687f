// The names of the api table, for the preload: it must know them without carrying zod into the sandbox.
// A name missing here, or one too many, does not compile.
import type { EventName, ProcedureName } from './api.ts'

const calls = {
  'app.get': true,
  'enrolment.enrol': true,
  'session.signIn': true,
  'session.signOut': true,
  'session.lock': true,
  'session.active': true,
  'session.unlock': true,
  'session.training': true,
  'session.changePin': true,
  'visit.present': true,
  'visit.record': true,
  'visit.override': true,
  'visit.refuse': true,
  'visit.resume': true,
  'visit.close': true,
  'visit.show': true,
  'visit.tally': true,
  'visit.elsewhere': true,
  'holder.open': true,
  'lookUp.find': true,
  'lookUp.open': true,
  'lookUp.allow': true,
  'records.today': true,
  'records.page': true,
  'records.services': true,
  'records.detail': true,
  'report.get': true,
  'report.export': true,
  'records.export': true,
  'receipt.preview': true,
  'receipt.issue': true,
  'print.printers': true,
  'print.page': true,
  'diagnostics.get': true,
  'diagnostics.check': true,
  'diagnostics.checkState': true,
  'diagnostics.bundle': true,
  'diagnostics.note': true,
  'worklist.list': true,
  'worklist.sendAgain': true,
  'worklist.handOver': true,
  'worklist.settle': true,
  'sync.now': true,
  'sync.light': true,
  'sync.view': true,
  'sealed.export': true,
  'sealed.read': true,
  'sealed.begin': true,
  'sealed.write': true,
  'sealed.apply': true,
  'repair.retry': true,
  'repair.rescue': true,
  'repair.recover': true,
  'repair.remakeCache': true,
  'kiosk.leave': true,
  'kiosk.enter': true,
  'settings.get': true,
  'settings.services': true,
  'settings.put': true,
  'records.void': true,
  'records.mayVoid': true,
  'clerks.list': true,
  'clerks.add': true,
  'clerks.close': true,
  'clerks.reopen': true,
  'clerks.setRole': true,
  'clerks.resetPin': true,
  'clerks.issueBadge': true,
  'session.badge': true,
  'audit.find': true,
  'appointments.list': true,
} as const satisfies Record<ProcedureName, true>

const pushes = { status: true, app: true, holderWord: true, visit: true } as const satisfies Record<
  EventName,
  true
>

export const CALL_NAMES = Object.keys(calls) as readonly ProcedureName[]
export const EVENT_NAMES = Object.keys(pushes) as readonly EventName[]

/** Channels of Electron's IPC: one per procedure, one per event. */
export const callChannel = (name: ProcedureName): string => `terminal:call:${name}`
export const eventChannel = (name: EventName): string => `terminal:event:${name}`
