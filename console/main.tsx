import './parts/tokens.css'
import './parts/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Desk } from './app/desk.tsx'

const place = document.getElementById('desk')
if (!place) throw new Error('index.html has no #desk')
createRoot(place).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
)

// After the first paint: the faces for machines that have no Chinese ones. Only the ranges in use are fetched.
void import('./app/fonts.ts')
