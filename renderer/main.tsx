// The page's entry: texts, then the screens.
// No style is made at run time and nothing is loaded from anywhere but our own host (ELECTRON.md 4.2).
import '@fontsource-variable/noto-sans-sc/wght.css'
import 'virtual:antd.css'
import './styles/tokens.css'
import './styles/frame.css'
import './styles/counter.css'
import './styles/verdict.css'
import './styles/services.css'
import './styles/visit.css'
import './styles/dialogs.css'
import './styles/devices.css'
import './styles/look-up.css'
import './styles/pages.css'
import './styles/manage.css'
import './styles/blocked.css'
import './styles/sync.css'
import './styles/records.css'
import './styles/zoom.css'
import './styles/report.css'
import './styles/print.css'
import './styles/appointments.css'
import './styles/worklist.css'
import './styles/training.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { findTerminal } from './bridge/terminal.ts'
import { startTexts } from './i18n/index.ts'
import { applyStoredLook } from './settings/look.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
applyStoredLook()
await startTexts()
createRoot(root).render(
  <StrictMode>
    <App terminal={findTerminal()} />
  </StrictMode>,
)
