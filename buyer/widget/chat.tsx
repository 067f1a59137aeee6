/** The opened chat: loaded by the loader when a buyer turns to the button, or has an answer waiting. */
import { render } from 'preact'
import css from './chat.css?inline'
import { startDesk } from './desk.ts'
import type { Chat, Frame } from './frame.ts'
import { Panel } from './view/panel.tsx'

export function startChat(frame: Frame): Chat {
  frame.adopt(css)
  const place = document.createElement('div')
  frame.root.append(place)
  const desk = startDesk(frame)
  render(<Panel desk={desk} frame={frame} />, place)
  return {
    open: desk.open,
    close: desk.close,
    resume: desk.resume,
    identityChanged: desk.changeBuyer,
    forget: desk.forget,
  }
}
