import { createAnswering } from './answering.ts'
import { createBuyerSide } from './buyer.ts'
import { cutOffSource } from './cut-off.ts'
import { createConfirmationDesk } from './desk.ts'
import { createOpening } from './opening.ts'
import type { ConfirmationPorts } from './ports.ts'
import { createSending } from './sending.ts'
import { createShow } from './show.ts'

/** Orders confirmed with their buyers. */
export const createConfirmations = (ports: ConfirmationPorts) => {
  const show = createShow(ports)
  const answering = createAnswering(ports, show)
  return {
    desk: createConfirmationDesk(ports, show),
    opening: createOpening(ports, show),
    sending: createSending(ports, show),
    answering,
    buyer: createBuyerSide(ports, answering),
    dueSource: () => cutOffSource(ports),
  }
}
export type Confirmations = ReturnType<typeof createConfirmations>
