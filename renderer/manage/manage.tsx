// F9 M: this terminal's settings and one's own PIN for everybody, clerks and audit for a supervisor; over the counter, by keys.
// It opens over the counter and never swallows a scan: the next holder closes it.
import { Button } from 'antd'
import { useState } from 'react'
import type { AppView } from '../../electron/api.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { PinForm } from '../sign-in/new-pin.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Words } from '../ui/words.tsx'
import { AuditList } from './audit-list.tsx'
import { ClerkList } from './clerk-list.tsx'
import { SettingsForm } from './settings-form.tsx'

const EVERYBODY = ['settings', 'pin'] as const
const SUPERVISOR = [...EVERYBODY, 'clerks', 'audit'] as const
type Tab = (typeof SUPERVISOR)[number]

type ManageProps = { readonly app: AppView; readonly onClose: () => void }

export default function Manage({ app, onClose }: ManageProps) {
  const t = useTexts()
  const [tab, setTab] = useState<Tab>('settings')
  const [saved, setSaved] = useState(false)
  const tabs: readonly Tab[] = app.clerk?.role === 'supervisor' ? SUPERVISOR : EVERYBODY
  return (
    <Dialog
      title={t('manage.title')}
      testId="manage-dialog"
      width={1120}
      onClose={onClose}
      footer={
        <Button onClick={onClose}>
          <Words text={t('manage.close')} />
        </Button>
      }
    >
      <div className="manage">
        <nav className="manage-tabs" aria-label={t('manage.title')}>
          {tabs.map(name => (
            <button
              key={name}
              type="button"
              aria-current={name === tab ? 'page' : undefined}
              onClick={() => {
                setTab(name)
                setSaved(false)
              }}
              data-testid={`manage-${name}`}
            >
              {t(`manage.tabs.${name}`)}
            </button>
          ))}
        </nav>
        <div className="manage-body">
          {tab === 'settings' && <SettingsForm />}
          {tab === 'pin' && (
            <>
              <p role="status">{saved ? t('manage.saved') : ''}</p>
              <PinForm lead={t('people.pin.own')} onChanged={() => setSaved(true)} />
            </>
          )}
          {tab === 'clerks' && <ClerkList />}
          {tab === 'audit' && <AuditList />}
        </div>
      </div>
    </Dialog>
  )
}
