// A draft on the desk: items, general part, changes, dry run, JSON; saved by hand, published from here.
// What was typed and not saved is not lost by going from part to part; leaving the page asks first.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Catalogue } from '../../../core/policy/catalogue.ts'
import { problemsOf } from '../../../core/policy/catalogue-problems.ts'
import type { Output } from '../api.ts'
import { useLanguage, useTexts } from '../i18n/texts.ts'
import { useMay } from '../session/me.ts'
import { Ask, PageHead, Refused, Text } from '../ui/parts.tsx'
import { Link, navigate } from '../ui/router.tsx'
import { useAct, useCall } from '../ui/use-call.ts'
import { Difference } from './difference.tsx'
import { DryRun } from './dry-run.tsx'
import { ProblemsProvider } from './fields.tsx'
import { GeneralForm } from './general-form.tsx'
import { ItemsPart } from './items-part.tsx'
import { JsonPart } from './json-part.tsx'
import { PublishDialog } from './publish-dialog.tsx'

const PARTS = ['items', 'general', 'difference', 'tried', 'json'] as const
type Part = (typeof PARTS)[number]
type PageProps = { readonly id: string; readonly part: string; readonly item: string }

export function DraftPage({ id, part, item }: PageProps) {
  const asked = useCall('catalogue.draft', { id })
  const here = PARTS.find(p => p === part) ?? 'items'
  return (
    <>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      {asked.value !== null && <Desk draft={asked.value} part={here} item={item} onReload={asked.reload} />}
    </>
  )
}

type DeskProps = {
  readonly draft: Output<'catalogue.draft'>
  readonly part: Part
  readonly item: string
  readonly onReload: () => void
}

function Desk({ draft, part, item, onReload }: DeskProps) {
  const t = useTexts()
  const { id } = draft.draft
  const [body, setBody] = useState<Catalogue>(draft.body)
  const [revision, setRevision] = useState(draft.draft.revision)
  const [isChanged, setChanged] = useState(false)
  const [open, setOpen] = useState<'publish' | 'discard' | null>(null)
  const { act, busy, refusal } = useAct()
  const mayEdit = useMay('catalogue.edit')
  const problems = problemsOf(body)
  const change = (next: Catalogue): void => {
    setBody(next)
    setChanged(true)
  }
  const save = (basedOn = draft.draft.basedOn): void => {
    void act('catalogue.save', { id, revision, basedOn, body }, saved => {
      setRevision(saved.revision)
      setChanged(false)
      onReload()
    })
  }
  useGuard(isChanged, () => save())

  return (
    <ProblemsProvider value={problems}>
      <PageHead title={`${t.catalogue.drafts} ${body.version}`}>
        {mayEdit && (
          <>
            <span className={isChanged ? 'warn' : 'quiet'} role="status" data-testid="draft-state">
              {isChanged ? t.catalogue.unsaved : t.catalogue.saved}
            </span>
            <Button onClick={() => setOpen('discard')}>{t.catalogue.discard}</Button>
            <Button
              disabled={busy || !isChanged}
              onClick={() => save()}
              title={t.catalogue.saveHint}
              data-testid="draft-save"
            >
              {t.frame.save}
            </Button>
            <Button
              type="primary"
              disabled={isChanged || problems.length > 0 || draft.base.isBehind}
              onClick={() => setOpen('publish')}
              data-testid="draft-publish"
            >
              {t.catalogue.publish}
            </Button>
          </>
        )}
      </PageHead>
      <Refused refusal={refusal} />
      {draft.base.isBehind && (
        <div className="notice" data-testid="draft-behind">
          <p>{t.catalogue.behind(draft.base.version)}</p>
          {mayEdit && (
            <Button onClick={() => save(draft.base.number)}>{t.catalogue.follow(draft.base.version)}</Button>
          )}
        </div>
      )}
      <nav className="parts" aria-label={t.catalogue.drafts}>
        {PARTS.map(p => (
          <Link
            key={p}
            to={`/catalogue/drafts/${id}/${p}`}
            data-testid={`part-${p}`}
            {...(p === part ? { 'aria-current': 'page' as const } : {})}
          >
            {t.catalogue.tabs[p]}
          </Link>
        ))}
        <span className={problems.length === 0 ? 'quiet' : 'warn'} role="status" data-testid="draft-problems">
          {problems.length === 0 ? t.catalogue.noProblems : t.catalogue.problemsFound(problems.length)}
        </span>
      </nav>
      <fieldset className="part" disabled={!mayEdit && part !== 'difference' && part !== 'tried'}>
        <PartOf {...{ draft, part, item, body, isChanged, onReload }} onChange={change} />
      </fieldset>
      {open === 'publish' && <PublishDialog draft={draft} onClose={() => setOpen(null)} />}
      {open === 'discard' && <Discard id={id} onClose={() => setOpen(null)} />}
    </ProblemsProvider>
  )
}

function PartOf(
  props: DeskProps & {
    readonly body: Catalogue
    readonly isChanged: boolean
    readonly onChange: (body: Catalogue) => void
  },
) {
  const language = useLanguage()
  const { draft, body, onChange } = props
  const items = [...draft.base.body.items, ...body.items]
  switch (props.part) {
    case 'items':
      return <ItemsPart id={draft.draft.id} body={body} chosen={props.item} onChange={onChange} />
    case 'general':
      return <GeneralForm body={body} onChange={onChange} />
    case 'difference':
      return <Difference before={draft.base.body} after={body} name={draft.base.version} />
    case 'tried':
      return (
        <DryRun
          id={draft.draft.id}
          tried={draft.tried}
          running={draft.running}
          unsaved={props.isChanged}
          titleOf={id => items.findLast(i => i.id === id)?.title[language] ?? ''}
          onEnded={props.onReload}
        />
      )
    case 'json':
      return <JsonPart body={body} onChange={onChange} />
  }
}

/** Ctrl+S saves; leaving the page with something unsaved asks first. */
function useGuard(isChanged: boolean, save: () => void): void {
  const saving = useRef(save)
  saving.current = save
  useEffect(() => {
    if (!isChanged) return
    const leaving = (event: BeforeUnloadEvent): void => event.preventDefault()
    const keys = (event: KeyboardEvent): void => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      saving.current()
    }
    window.addEventListener('beforeunload', leaving)
    window.addEventListener('keydown', keys)
    return () => {
      window.removeEventListener('beforeunload', leaving)
      window.removeEventListener('keydown', keys)
    }
  }, [isChanged])
}

function Discard({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useTexts()
  const [why, setWhy] = useState('')
  const { act, busy, refusal } = useAct()
  return (
    <Ask
      testId="discard-draft"
      title={t.catalogue.discard}
      submit={t.catalogue.discard}
      danger
      busy={busy}
      refusal={refusal}
      onClose={onClose}
      onSubmit={() => void act('catalogue.discard', { id, why }, () => navigate('/catalogue'))}
    >
      <Text
        label={t.frame.why}
        hint={t.frame.whyHint}
        name="why"
        value={why}
        onChange={setWhy}
        required
        focus
      />
    </Ask>
  )
}
