// The frame around every screen: top bar, status line, help, alarm, and which screen the terminal's phase asks for.
// The counter is there at once; what is seldom needed is loaded when it is.
import { Button, ConfigProvider } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { mayTrain } from '../../core/policy/specimens.ts'
import type { AppView, Input, Output, SettingsView, TerminalBridge } from '../../electron/api.ts'
import { TerminalProvider } from '../bridge/terminal.ts'
import { Counter } from '../counter/counter.tsx'
import { useSerialNotes } from '../devices/device-notes.ts'
import { apiErrorText } from '../i18n/error-text.ts'
import { useLanguage } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { useKiosk } from '../kiosk/use-kiosk.ts'
import { adoptStoredPaper } from '../printing/papers.ts'
import { InputHubProvider, useKeys } from '../scanner/input-hub.tsx'
import { applySettings } from '../settings/look.ts'
import { type SettingsModel, SettingsProvider } from '../settings/use-settings.ts'
import { TrainingBand, TrainingProvider } from '../training/training-band.tsx'
import { useStore } from '../ui/store.ts'
import { theme } from '../ui/theme.ts'
import { useIdle } from './activity.ts'
import { Alarm } from './alarm.tsx'
import { type AppModel, createAppModel } from './app-model.ts'
import { SignOutDialog } from './sign-out-dialog.tsx'
import { StatusLine } from './status-line.tsx'
import { TopBar } from './top-bar.tsx'

const Enrol = lazy(() => import('../enrol/enrol.tsx'))
const SignIn = lazy(() => import('../sign-in/sign-in.tsx'))
const Blocked = lazy(() => import('../blocked/blocked.tsx'))
const RescueReport = lazy(() => import('../blocked/rescue-report.tsx'))
const Locked = lazy(() => import('../sign-in/locked.tsx'))
const NewPin = lazy(() => import('../sign-in/new-pin.tsx'))
const Manage = lazy(() => import('../manage/manage.tsx'))
const Worklist = lazy(() => import('../worklist/worklist.tsx'))
const SealedFiles = lazy(async () => ({ default: (await import('../sync/sealed-files.tsx')).SealedFiles }))
const SyncScreen = lazy(() => import('../sync/sync-screen.tsx'))
const Help = lazy(() => import('../help/help.tsx'))
const TrainingDialog = lazy(() => import('../training/training-dialog.tsx'))
const LeaveKiosk = lazy(() => import('../kiosk/leave-dialog.tsx'))
const Devices = lazy(() => import('../devices/devices.tsx'))

export function App({ terminal }: { readonly terminal: TerminalBridge }) {
  const language = useLanguage()
  const [model] = useState(() => createAppModel(terminal))
  useEffect(() => {
    const end = model.follow()
    void model.load()
    return end
  }, [model])
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zhCN : enUS}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <TerminalProvider value={terminal}>
        <InputHubProvider>
          <Frame model={model} terminal={terminal} />
        </InputHubProvider>
      </TerminalProvider>
    </ConfigProvider>
  )
}

type Over =
  | 'nothing'
  | 'help'
  | 'kiosk'
  | 'devices'
  | 'sign-out'
  | 'manage'
  | 'worklist'
  | 'sync'
  | 'training'

function Frame({ model, terminal }: { readonly model: AppModel; readonly terminal: TerminalBridge }) {
  const t = useTexts()
  const state = useStore(model.state)
  const [over, setOver] = useState<Over>('nothing')
  const app = state.kind === 'running' ? state.app : null
  const phase = app?.phase ?? null
  useSerialNotes(terminal)
  const kiosk = useKiosk(app, terminal, () => setOver('kiosk'))
  useKeys('frame', key => {
    if (key === 'F1' && app !== null) setOver('help')
    else if (key === 'F5' && app !== null) setOver('devices')
    else if (key === 'F12' && phase === 'counter') setOver('worklist')
    else if (key === 'F9' && phase === 'counter') setOver('sign-out')
    else if (key === 'F11' && mayOpenSync(phase)) setOver('sync')
    else return false
    return true
  })

  const settings = useSettingsModel(app === null || app.phase === 'blocked' ? null : app.settings, terminal)
  const idleSeconds = app?.settings.values.idleSeconds ?? null
  useIdle(
    phase === 'counter' || phase === 'pin-due' ? idleSeconds : null,
    () => void lock('idle'),
    () => void terminal.call('session.active', undefined),
  )
  const [handOver, setHandOver] = useState(false)
  const [rescued, setRescued] = useState<Output<'repair.rescue'> | null>(null)

  /** The holder is off the screen before the terminal is asked: it may be busy, he is to be hidden now. */
  async function lock(why: Input<'session.lock'>['why']) {
    setOver('nothing')
    setHandOver(why === 'hand-over')
    if (app !== null) model.show({ ...app, phase: 'locked' })
    const reply = await terminal.call('session.lock', { why })
    if (reply.ok) model.show(reply.value)
  }

  async function signOut() {
    setOver('nothing')
    const reply = await terminal.call('session.signOut', undefined)
    if (reply.ok) model.show(reply.value)
  }

  async function train(on: boolean) {
    const reply = await terminal.call('session.training', { on })
    setOver(reply.ok && on ? 'training' : 'nothing')
    if (reply.ok) model.show(reply.value)
  }

  const alarmed = app?.status.alarm != null
  useEffect(() => {
    if (alarmed) setOver('nothing')
  }, [alarmed])
  const training = app?.training === true
  return (
    <SettingsProvider value={settings}>
      <TrainingProvider value={training}>
        <div className="app" data-training={training || undefined}>
          {app !== null && training && <TrainingBand phase={app.phase} />}
          <TopBar app={app} kiosk={kiosk.does} onKiosk={kiosk.press} />
          {state.kind === 'starting' && <p className="page">{t('app.starting')}</p>}
          {state.kind === 'unreachable' && (
            <main className="page">
              <div className="sheet" role="alert">
                <p>{apiErrorText(t, state.error)}</p>
                <Button type="primary" onClick={() => void model.load()}>
                  {t('app.retry')}
                </Button>
              </div>
            </main>
          )}
          {app !== null && (
            <>
              <Suspense fallback={<div className="page" />}>
                {rescued !== null ? (
                  <RescueReport rescued={rescued} onGoOn={() => setRescued(null)} />
                ) : (
                  <Phase
                    app={app}
                    model={model}
                    handOver={handOver}
                    onRescued={setRescued}
                    onHolder={() => setOver('nothing')}
                  />
                )}
              </Suspense>
              {app.phase !== 'enrol' && app.phase !== 'blocked' && (
                <StatusLine
                  status={app.status}
                  onHelp={() => setOver('help')}
                  onRejected={phase === 'counter' ? () => setOver('worklist') : null}
                  onNotices={mayOpenSync(phase) ? () => setOver('sync') : null}
                />
              )}
              <Suspense>
                {over === 'help' && (
                  <Help app={app} onDevices={() => setOver('devices')} onClose={() => setOver('nothing')} />
                )}
              </Suspense>
              <Suspense>
                {over === 'kiosk' && kiosk.does === 'leave' && (
                  <LeaveKiosk
                    onLeft={now => {
                      setOver('nothing')
                      model.show(now)
                    }}
                    onClose={() => setOver('nothing')}
                  />
                )}
              </Suspense>
              <Suspense>{over === 'devices' && <Devices onClose={() => setOver('nothing')} />}</Suspense>
              <Suspense>
                {over === 'sync' && (
                  <SyncScreen app={app} onClose={() => setOver('nothing')}>
                    {app.phase === 'counter' && <SealedFiles now={app.status.now} />}
                  </SyncScreen>
                )}
              </Suspense>
              <Suspense>
                {over === 'manage' && phase === 'counter' && (
                  <Manage app={app} onClose={() => setOver('nothing')} />
                )}
              </Suspense>
              <Suspense>
                {over === 'worklist' && phase === 'counter' && (
                  <Worklist
                    now={app.status.now}
                    supervisor={app.clerk?.role === 'supervisor'}
                    onClose={() => setOver('nothing')}
                  />
                )}
              </Suspense>
              <Suspense>
                {over === 'training' && phase === 'counter' && (
                  <TrainingDialog onClose={() => setOver('nothing')} />
                )}
              </Suspense>
              {over === 'sign-out' && phase === 'counter' && (
                <SignOutDialog
                  unsent={app.status.unsent}
                  onSignOut={() => void signOut()}
                  onHandOver={() => void lock('hand-over')}
                  onLock={() => void lock('asked')}
                  training={trainingChoice(app)}
                  onTrain={on => void train(on)}
                  kiosk={kiosk.does}
                  onKiosk={() => {
                    setOver('nothing')
                    kiosk.press()
                  }}
                  onManage={() => setOver('manage')}
                  onClose={() => setOver('nothing')}
                />
              )}
              {app.status.alarm !== null && app.phase === 'counter' && <Alarm alarm={app.status.alarm} />}
            </>
          )}
        </div>
      </TrainingProvider>
    </SettingsProvider>
  )
}

const mayOpenSync = (phase: AppView['phase'] | null): boolean => phase === 'counter' || phase === 'sign-in'

/** Null: not at this window, or not by this clerk. */
function trainingChoice({ training, clerk, site }: AppView): 'begin' | 'end' | null {
  if (training) return 'end'
  return clerk !== null && site !== null && mayTrain(site.policy.training, clerk.role) ? 'begin' : null
}

/** What every screen learns its settings from; the page itself follows them, too. */
function useSettingsModel(view: SettingsView | null, terminal: TerminalBridge): SettingsModel | null {
  // The same settings come with every event: by value, not by identity.
  const text = view === null ? null : JSON.stringify(view)
  const model = useMemo(() => {
    if (text === null) return null
    return {
      ...(JSON.parse(text) as SettingsView),
      put: async (changes: Input<'settings.put'>) => {
        const reply = await terminal.call('settings.put', changes)
        return reply.ok ? null : reply.error
      },
    }
  }, [text, terminal])
  useEffect(() => {
    if (model === null) return
    applySettings(model.values)
    void adoptStoredPaper(model)
  }, [model])
  return model
}

type PhaseProps = {
  readonly app: AppView
  readonly model: AppModel
  readonly handOver: boolean
  readonly onRescued: (rescued: Output<'repair.rescue'>) => void
  readonly onHolder: () => void
}

function Phase({ app, model, handOver, onRescued, onHolder }: PhaseProps) {
  const t = useTexts()
  switch (app.phase) {
    case 'enrol':
      return <Enrol onEnrolled={model.show} />
    case 'sign-in':
      return <SignIn app={app} onSignedIn={model.show} />
    case 'blocked':
      return <Blocked app={app} onRescued={onRescued} />
    case 'locked':
      return <Locked app={app} handOver={handOver} onOpened={model.show} />
    case 'pin-due':
      return <NewPin lead={t('people.pin.due')} onChanged={model.show} />
    case 'counter':
      return (
        <Counter
          key={app.training ? 'training' : 'service'}
          status={app.status}
          supervisor={app.clerk?.role === 'supervisor'}
          onHolder={onHolder}
        />
      )
  }
}
