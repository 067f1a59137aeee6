/**
 * Nothing happens twice [KB-05, KB-06]: what is asked and not found, or asked again and again, has one thing to change, somebody who
 * changes it, and a day on which it is looked whether it stopped.
 */
import type { RepeatState } from '#contract/knowledge/kinds.ts'

/** So many answers from one article within so many days mean that a page should say it unasked. */
export const againFrom = { times: 5, days: 14 }
/** Without another wish the check is so many days after the change. */
export const checkAfterDays = 14

const ways: Readonly<Record<RepeatState, readonly RepeatState[]>> = {
  open: ['taken', 'changed', 'dismissed'],
  taken: ['taken', 'changed', 'dismissed'],
  changed: ['stopped', 'goes_on', 'taken', 'changed', 'dismissed'],
  stopped: ['open'],
  goes_on: ['taken', 'changed', 'dismissed'],
  dismissed: ['taken'],
}
export const canBecome = (from: RepeatState, to: RepeatState): boolean => ways[from].includes(to)

/** What the check finds: asked less than a quarter as often as before, it stopped. */
export const checked = (before: number, after: number): 'stopped' | 'goes_on' =>
  after === 0 || after < before / 4 ? 'stopped' : 'goes_on'
