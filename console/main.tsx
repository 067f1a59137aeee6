import '#contract/look/colours.css'
import './parts/tokens.css'
import './parts/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Desk } from './app/desk.tsx'
import { loadFonts } from './app/fonts.ts'

const place = document.getElementById('desk')
if (!place) throw new Error('index.html has no #desk')
createRoot(place).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
)

// Safari has no requestIdleCallback; a moment after the first paint does as well.
setTimeout(() => void loadFonts(), 50)
