import {
  createConfirmations,
  registerConfirmationRoutes,
  type ConfirmationPorts,
} from '#hearts/purchase/confirmation/index.ts'
import { createContactPolicies, registerTouchRoutes } from '#nouns/touches/index.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import type { HttpServer } from '#platform/http/server.ts'

interface Ports extends Omit<ConfirmationPorts, 'policies'> {
  background(name: string, work: Promise<unknown>): void
}

/** Wires the confirmation of orders: what may be sent to whom, what is asked, by which events it goes on. */
export const composeConfirmations = ({ background, ...ports }: Ports) => {
  const policies = createContactPolicies(ports)
  const confirmations = createConfirmations({ ...ports, policies })
  return {
    policies,
    confirmations,
    onEvent: (event: LoggedEvent) => {
      if (event.name === 'import.finished')
        background('confirmations', confirmations.opening.look(event.shop))
      // Visitors whom nobody knows have no orders: nothing is asked of the database for them.
      if (event.name === 'message.posted' && event.timeline !== null)
        background('confirmations', confirmations.opening.hear(event))
    },
    register: (http: HttpServer) => {
      registerTouchRoutes(http, policies)
      registerConfirmationRoutes(http, confirmations)
    },
  }
}
