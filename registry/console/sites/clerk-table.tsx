// Who works at a site's windows: added, closed, given a badge or a new first PIN, each for a reason.
// A first PIN and a badge are shown once; closing their dialog is the end of them.
import { Button } from 'antd'
import { useState } from 'react'
import type { ClerkRow } from '../../sites/clerk-contract.ts'
import { useTexts } from '../i18n/texts.ts'
import { Refused, Table } from '../ui/parts.tsx'
import { useCall } from '../ui/use-call.ts'
import { AddClerk, ClerkDeed, type ClerkDeedKind, type Given, ShowOnce } from './clerk-dialogs.tsx'

type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'deed'; readonly deed: ClerkDeedKind; readonly clerk: ClerkRow }
  | { readonly kind: 'given'; readonly given: Given }

export function ClerkTable({ site }: { readonly site: string }) {
  const t = useTexts()
  const asked = useCall('clerks.list', { site })
  const [open, setOpen] = useState<Open | null>(null)
  const close = (): void => setOpen(null)
  function done(given: Given | null): void {
    setOpen(given === null ? null : { kind: 'given', given })
    asked.reload()
  }
  const deedsOf = (clerk: ClerkRow): readonly ClerkDeedKind[] =>
    clerk.state === 'active' ? ['badge', 'resetPin', 'close'] : ['open']
  const words: Record<ClerkDeedKind, string> = {
    badge: t.sites.makeBadge,
    resetPin: t.sites.resetPin,
    close: t.sites.closeClerk,
    open: t.sites.openClerk,
  }
  return (
    <>
      <header className="part-head">
        <h2>{t.sites.clerks}</h2>
        <Button onClick={() => setOpen({ kind: 'add' })} data-testid="clerk-add">
          {t.sites.clerkAdd}
        </Button>
      </header>
      <Refused refusal={asked.state === 'refused' ? asked.error : null} />
      <Table
        testId="clerks-table"
        label={t.sites.clerks}
        rows={asked.value?.clerks ?? null}
        keyOf={clerk => clerk.number}
        empty={t.sites.noClerks}
        columns={[
          { head: t.sites.clerkNumber, cell: clerk => clerk.number, narrow: true },
          { head: t.sites.clerkName, cell: clerk => clerk.name },
          { head: t.sites.clerkRole, cell: clerk => t.sites.clerkRoles[clerk.role], narrow: true },
          {
            head: t.sites.state,
            cell: clerk => (
              <span className={clerk.state === 'active' ? 'mark mark-ok' : 'mark mark-over'}>
                {t.sites.clerkStates[clerk.state]}
              </span>
            ),
            narrow: true,
          },
          {
            head: t.sites.badge,
            cell: clerk => (clerk.hasBadge ? t.sites.hasBadge : t.sites.noBadge),
            narrow: true,
          },
          {
            head: t.staff.acts,
            narrow: true,
            cell: clerk => (
              <span className="row-acts">
                {deedsOf(clerk).map(deed => (
                  <Button key={deed} size="small" onClick={() => setOpen({ kind: 'deed', deed, clerk })}>
                    {words[deed]}
                  </Button>
                ))}
              </span>
            ),
          },
        ]}
      />
      {open?.kind === 'add' && <AddClerk site={site} onClose={close} onDone={done} />}
      {open?.kind === 'deed' && (
        <ClerkDeed
          site={site}
          deed={open.deed}
          title={words[open.deed]}
          clerk={open.clerk}
          onClose={close}
          onDone={done}
        />
      )}
      {open?.kind === 'given' && <ShowOnce given={open.given} onClose={close} />}
    </>
  )
}
