// Training at a window: the same counter, log and handlers as in service, over a journal in memory and invented holders.
// Nothing of it reaches the terminal's files, and nobody of the register is looked up: it has neither at hand.
import { randomUUID } from 'node:crypto'
import type { CardNumber } from '../../core/card/card.ts'
import { readPresented } from '../../core/card/read-presented.ts'
import type { Usage } from '../../core/policy/evidence.ts'
import { rehearse } from '../../core/policy/training.ts'
import { err } from '../../core/result.ts'
import { journalInMemory } from '../../db/journal/journal.ts'
import { appointmentHandlers } from '../handlers/appointments.ts'
import type { Context, Handlers } from '../handlers/context.ts'
import { printingHandlers } from '../handlers/printing.ts'
import { recordsHandlers } from '../handlers/records.ts'
import { reportHandlers } from '../handlers/report.ts'
import { visitHandlers } from '../handlers/visit.ts'
import { voidHandlers } from '../handlers/void.ts'
import type { Identity } from '../identity.ts'
import { recordViewer } from '../records.ts'
import type { Storage } from '../storage.ts'
import { type Counter, type CounterParts, createCounter } from '../visit/counter.ts'
import { groundsFor, type Rules } from '../visit/grounds.ts'

export type Practice = {
  readonly counter: Counter
  /** These calls are answered here while it lasts; all others as ever. */
  readonly handlers: Partial<Handlers>
  end(): void
}

type Host = Pick<CounterParts, 'stamp' | 'monotonicMs' | 'later' | 'onHolder' | 'onVisit' | 'onWord'> & {
  readonly context: Context
  readonly who: Identity
  readonly rules: Rules
}

export function beginPractice({ context, who, rules, ...parts }: Host): Practice {
  const { clock } = context
  const journal = journalInMemory()
  journal.catalogues.keep(rules.document, rules.catalogue.version, clock.now())

  const grounds = () => {
    const { itemIds } = context.settings.values()
    return {
      ...groundsFor(context.storage, who, rules, clock.facts(), itemIds),
      book: { ...invented, usageOf },
      training: true,
    }
  }
  const usageOf = (card: CardNumber): readonly Usage[] => journal.log.usageOf(card, who.site.siteName.zh)
  const findByCardNumber = (card: CardNumber) => {
    const { window, catalogue } = groundsFor(context.storage, who, rules, clock.facts())
    return rehearse(card, { usageOf, window, catalogue, now: clock.now() })?.holder ?? null
  }
  const nobody = () => null
  const invented = { findByCardNumber, findByIdHash: nobody, findByProvincial: nobody }

  const storage: Storage = {
    ...context.storage,
    journal,
    cache: {
      ...context.storage.cache,
      holders: { ...invented, usageOf: () => [], count: () => 0, search: () => [] },
    },
  }
  const append: Context['append'] = bodies => journal.log.append(bodies)
  const counter = createCounter({
    ...parts,
    grounds,
    append,
    newId: randomUUID,
    noteSeen: () => 'first',
    sawTime: () => {},
    askQuota: async () => ({ state: 'answered', usage: [] }),
    askPhoto: async () => null,
    isVoided: recordId => journal.log.isVoided(recordId),
    // A supervisor's PIN is for what counts.
    overrides: () => ({ allowed: [], here: who.site.siteName.zh }),
  })
  const here: Context = {
    ...context,
    storage,
    counter,
    append,
    recorded: sealed =>
      sealed.flatMap(({ sequence }) => {
        const logged = journal.log.bySequence(sequence)
        return logged === null ? [] : [recordViewer(storage, rules.catalogue)(logged)]
      }),
  }

  const visits = visitHandlers(here)
  const trainingOnly = () => {
    const signed = context.signedIn()
    return signed.ok ? err({ code: 'training-only' as const }) : signed
  }
  return {
    counter,
    handlers: {
      ...visits,
      'visit.present': input => (isSpecimen(input.raw) ? visits['visit.present'](input) : trainingOnly()),
      ...recordsHandlers(here),
      ...reportHandlers(here),
      ...voidHandlers(here),
      ...printingHandlers(here, 'training'),
      ...appointmentHandlers(here, true),
      // A file outlives the band above the screen.
      'report.export': trainingOnly,
      'records.export': trainingOnly,
      'lookUp.find': trainingOnly,
      'lookUp.open': trainingOnly,
      'lookUp.allow': trainingOnly,
      'visit.override': trainingOnly,
    },
    end() {
      counter.forget()
      journal.close()
    },
  }
}

/** By its form alone: what is none is not judged, and so neither looked up nor noted as seen. */
function isSpecimen(raw: string): boolean {
  const presented = readPresented(raw)
  return presented.kind === 'token' && presented.token.claims.profile === 91
}
