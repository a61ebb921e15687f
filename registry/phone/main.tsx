// The phone pages' entry: styles, texts, the clock, the kept shell, then the frame.
// No style is made at run time and nothing is loaded from anywhere but the registry itself.
import '../../renderer/styles/tokens.css'
import './styles/phone.css'
import './styles/card.css'
import './styles/lists.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startClock } from './clock/own-clock.ts'
import { startTexts } from './i18n/texts.ts'
import { keepShell } from './sw/register.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
await startTexts()
await startClock()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
void keepShell()
