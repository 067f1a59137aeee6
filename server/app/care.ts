import { createNextItems, registerNextItemRoutes, type NextItemPorts } from '#hearts/care/next-items/index.ts'
import { createGate, createTouchDesk, registerTouchLedgerRoutes } from '#nouns/touches/index.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import type { HttpServer } from '#platform/http/server.ts'

interface CarePorts extends Omit<NextItemPorts, 'gate'> {
  background(name: string, work: Promise<unknown>): void
}

/** Wires the gate for touches and what goes through it: by which events both go on. */
export const composeCare = ({ background, ...ports }: CarePorts) => {
  const { db } = ports
  const gate = createGate(ports)
  const desk = createTouchDesk(ports, gate)
  const nextItems = createNextItems({ ...ports, gate })
  /** What was owed and went out another way: a confirmation, tips on receipt. Once for each event. */
  const noteOwed = (event: LoggedEvent, customerId: string) =>
    db.inShop(event.shop, (tx) =>
      gate.note(tx, {
        shopId: event.shop,
        customerId,
        key: `event:${event.id}`,
        channel: event.facts['channel'] === 'chat' ? 'chat' : 'platform_chat',
        kind: 'service',
        heart: 'purchase',
        purpose: event.name === 'confirmation.sent' ? 'confirmation' : 'receipt_tips',
        orderId: typeof event.facts['orderId'] === 'string' ? event.facts['orderId'] : null,
        conversationId: null,
        messageId: null,
        text: null,
        by: event.actor,
      }),
    )
  return {
    gate,
    desk,
    nextItems,
    onEvent: (event: LoggedEvent): void => {
      // What follows what is learnt after what goes together, and anew by other rules.
      if (event.name === 'recommendations.computed' || event.name === 'next_items.rules_changed')
        background('next items', nextItems.learnAndLook(event.shop))
      const said = saidBy(event)
      if (said) background('no more', desk.hear(event.shop, said))
      if (
        (event.name === 'confirmation.sent' || event.name === 'confirmation.tips_sent') &&
        event.timeline !== null
      )
        background('touches', noteOwed(event, event.timeline))
    },
    register: (http: HttpServer): void => {
      registerTouchLedgerRoutes(http, desk)
      registerNextItemRoutes(http, nextItems)
    },
  }
}

/** What a buyer whom we know wrote, of an event of this process, which carries the filled row. */
const saidBy = ({ name, timeline, filled }: LoggedEvent): { customerId: string; text: string } | null => {
  if (name !== 'message.posted' || timeline === null) return null
  const message = filled?.['desk']?.['message'] as { author: string; text: string } | undefined
  return message?.author === 'buyer' ? { customerId: timeline, text: message.text } : null
}
