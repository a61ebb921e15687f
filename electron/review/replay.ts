// "Why was this green at 10:32?": judges a record's evidence again, against the catalogue and window of its time.
// It never guesses: what is no longer there to judge by is said by name.
import { type Catalogue, catalogue as catalogueSchema } from '../../core/policy/catalogue.ts'
import type { Evidence } from '../../core/policy/evidence.ts'
import { type Explanation, explain } from '../../core/policy/explain.ts'
import type { Window } from '../../core/policy/verdict.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { openSigned } from '../../core/sync/signed.ts'
import type { RecordBody } from '../../core/sync/wire.ts'
import type { Journal } from '../../db/journal/journal.ts'
import type { KeptCatalogue } from '../../db/journal/kept-catalogues.ts'
import type { ReplayView } from '../api.ts'
import { publishKey } from '../sync/documents.ts'
import type { Rules } from '../visit/grounds.ts'

type Problem = Extract<ReplayView, { kind: 'impossible' }>['why']
type Opened = { readonly catalogue: Catalogue; readonly signed: 'kept' | 'key-retired' }

export type ReplayParts = {
  readonly catalogues: Pick<Journal['catalogues'], 'ofVersion'>
  /** Today's keys; null before the first sync. */
  readonly keys: Rules['keys'] | null
  /** What the window offers today, for records that do not say what it offered. */
  readonly window: Window
}

export function replayOf(body: RecordBody, parts: ReplayParts): ReplayView {
  if (body.evidence === null || body.evidence === undefined || body.kind === 'rating')
    return { kind: 'impossible', why: 'no-evidence' }
  const kept = inForceAt(body.at, parts.catalogues.ofVersion(body.basis.catalogue))
  if (kept === null) return { kind: 'impossible', why: 'no-catalogue' }
  const opened = open(kept, parts.keys)
  if (!opened.ok) return { kind: 'impossible', why: opened.error }
  const window = body.basis.window ?? parts.window
  const explained = explainStored(body.evidence as Evidence, window, opened.value.catalogue)
  if (explained === null) return { kind: 'impossible', why: 'evidence-unreadable' }
  return view(body, explained, opened.value.signed)
}

/** Two catalogues under one version: the later of those that were here when the verdict was given. */
function inForceAt(at: number, kept: readonly KeptCatalogue[]): KeptCatalogue | null {
  return kept.findLast(k => k.since <= at) ?? kept[0] ?? null
}

function open({ document }: KeptCatalogue, keys: Rules['keys'] | null): Result<Opened, Problem> {
  const checked = openSigned(document, 'catalogue', catalogueSchema, publishKey(keys ?? new Map()))
  if (checked.ok) return ok({ catalogue: checked.value, signed: 'kept' })
  if (checked.error.code === 'bad-payload') return err('catalogue-unreadable')
  if (checked.error.code !== 'unknown-key') return err('catalogue-damaged')
  // Checked when it was accepted, and unchanged since (the table forbids it): a retired key does not undo that.
  const parsed = catalogueSchema.safeParse(parseJson(document.payload))
  return parsed.success ? ok({ catalogue: parsed.data, signed: 'key-retired' }) : err('catalogue-unreadable')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The evidence is of whatever program wrote it; one that this program cannot judge is no reason to fall over. */
function explainStored(evidence: Evidence, window: Window, catalogue: Catalogue): Explanation | null {
  try {
    return explain(evidence, window, catalogue)
  } catch {
    return null
  }
}

function view(body: RecordBody, { verdict, steps }: Explanation, signed: Opened['signed']): ReplayView {
  const answer = verdict.services.find(s => s.id === body.item)
  const { holder } = body.evidence as Evidence
  return {
    kind: 'replayed',
    agrees: verdict.outcome === body.outcome && verdict.reason === body.reason,
    outcome: verdict.outcome,
    reason: verdict.reason,
    clause: verdict.clause,
    notes: [...verdict.notes],
    steps: steps.map(step => ({ ...step })),
    service:
      answer === undefined
        ? null
        : {
            availability: answer.availability,
            clause: answer.clause,
            usedAt: answer.usedAt,
            usedSite: answer.usedSite,
          },
    holder:
      holder === null
        ? null
        : {
            status: holder.status,
            statusSince: holder.statusSince,
            expiresAt: holder.expiresAt,
            serial: holder.serial,
            tier: holder.tier,
            provincial: holder.provincial,
          },
    data: { ...verdict.data },
    clock: verdict.clock,
    catalogue: signed,
    window: body.basis.window === undefined ? 'present' : 'recorded',
  }
}
