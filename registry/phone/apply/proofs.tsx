// Proofs: chosen from the camera or the phone's files, made smaller where they are photographs, sent one after the other.
// The phone's own word for what a file is counts for nothing: the registry looks at the bytes and says why it refuses.
import { type ChangeEvent, useId, useState } from 'react'
import type { OwnApplication } from '../../applications/phone-contract.ts'
import type { Purpose } from '../../applications/rows.ts'
import { type Refusal, upload } from '../api.ts'
import { useTexts } from '../i18n/texts.ts'
import { Refused } from '../ui/parts.tsx'
import { useAct } from '../ui/use-call.ts'
import type { Terms } from './form.tsx'
import { prepared } from './prepare-photo.ts'

type Props = {
  readonly application: OwnApplication
  readonly terms: Terms
  readonly purpose: Purpose
  /** What is asked for. */
  readonly hints: readonly string[]
  readonly onChanged: () => void
}

export function Proofs({ application, terms, purpose, hints, onChanged }: Props) {
  const t = useTexts()
  const id = useId()
  const [sending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<{ readonly name: string; readonly refusal: Refusal } | null>(null)
  const removing = useAct()
  const { most, bytes } = terms.proofs
  const full = application.proofs.length >= most

  async function add(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    setSending(true)
    setRefusal(null)
    for (const file of files) {
      const refused = await sendOne(file)
      if (refused !== null) setRefusal({ name: file.name, refusal: refused })
    }
    setSending(false)
    onChanged()
  }
  async function sendOne(file: File): Promise<Refusal | null> {
    const body = await prepared(file)
    if (body.length > bytes) return { code: 'proof-too-large' }
    const answer = await upload('apply.addProof', { id: application.id, purpose, name: file.name }, body)
    return answer.ok ? null : answer.error
  }

  return (
    <section className="sheet" aria-labelledby={`${id}-head`}>
      <h2 id={`${id}-head`}>{t.apply.purpose[purpose]}</h2>
      {hints.length > 0 && (
        <ul className="hints">
          {hints.map(hint => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      )}
      <p className="quiet">{t.apply.proofsHint(most, Math.floor(bytes / 1_000_000))}</p>
      <ul className="lines" data-testid="proof-list">
        {application.proofs.map(proof => (
          <li key={proof.number}>
            <div>
              <b className="file-name">{proof.name}</b>
              <small>
                {t.apply.purpose[proof.purpose]}　{Math.ceil(proof.size / 1024)} KB
              </small>
            </div>
            {application.stage === 'draft' && (
              <button
                type="button"
                className="button small"
                disabled={removing.busy}
                aria-label={t.apply.removeNamed(proof.name)}
                onClick={() =>
                  void removing.act(
                    'apply.removeProof',
                    { id: application.id, number: proof.number },
                    onChanged,
                  )
                }
                data-testid="remove-proof"
              >
                {t.apply.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {application.proofs.length === 0 && <p className="quiet">{t.apply.noProofs}</p>}
      {refusal !== null && (
        <div data-testid="proof-refused">
          <b className="file-name">{refusal.name}</b>
          <Refused refusal={refusal.refusal} />
        </div>
      )}
      <Refused refusal={removing.refusal} />
      <label className={full || sending ? 'button file-button off' : 'button file-button'}>
        <span aria-hidden="true">{sending ? t.apply.adding : t.apply.addPhoto}</span>
        <input
          type="file"
          accept="image/jpeg,image/png,application/pdf"
          multiple
          aria-label={`${t.apply.addPhoto} · ${t.apply.purpose[purpose]}`}
          disabled={full || sending}
          onChange={event => void add(event)}
          data-testid={`file-${purpose}`}
        />
      </label>
    </section>
  )
}
