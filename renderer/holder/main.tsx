// The holder-facing page's entry: a page of its own, with a bridge that knows two calls.
// Nothing of the clerk's screens is loaded here, nor could anything here call for them.
import '@fontsource-variable/noto-sans-sc/wght.css'
import '../styles/tokens.css'
import '../styles/holder.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { findHolderBridge } from './bridge.ts'
import { HolderScreen } from './holder-screen.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('holder.html has no #root')
createRoot(root).render(
  <StrictMode>
    <HolderScreen bridge={findHolderBridge()} />
  </StrictMode>,
)
