import type { InboxView } from './inbox-changes.rules.ts'

export const inboxViews = ['mine', 'all', 'unassigned', 'coached'] as const satisfies readonly InboxView[]

/** What the address of the inbox says besides the open chat. `step` is the panel, where it lies over the chat. */
export interface InboxSearch {
  view?: InboxView
  step?: 'panel'
}

export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  return {
    view: inboxViews.find((view) => view === search['view']),
    step: search['step'] === 'panel' ? 'panel' : undefined,
  }
}
