// The console's entry: styles, texts, then the frame.
// No style is made at run time and nothing is loaded from anywhere but the registry itself.
import '@fontsource-variable/noto-sans-sc/wght.css'
import 'virtual:antd.css'
import '../../renderer/styles/tokens.css'
import './styles/console.css'
import './styles/applications.css'
import './styles/catalogue.css'
import './styles/oversight.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startTexts } from './i18n/texts.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
await startTexts()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
