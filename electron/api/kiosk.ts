// Full screen by policy or setting: leaving it for a while takes a supervisor, going back takes nobody.
// The host does what `AppView.kiosk` says; these calls change no setting.
import { z } from 'zod'
import { appView } from './app.ts'
import { clerkNumber, pin } from './basics.ts'

export const kioskProcedures = {
  /** A supervisor's word, whoever is signed in; nobody has to be. */
  'kiosk.leave': { input: z.object({ number: clerkNumber, pin }), output: appView },
  'kiosk.enter': { input: z.void(), output: appView },
} as const
