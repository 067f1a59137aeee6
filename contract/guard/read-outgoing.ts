/**
 * 话术把关 [PHR-06, PHR-10, PRM-05, ORD-04, PRC-06]: reads a text before it goes to a buyer. The console shows what it says as
 * the agent types, the server refuses by the same function. Pure, and well below 10 ms with thousands of terms.
 */
import { openSlots } from '../conversations/slots.ts'
import { judgeCannedTalk } from './canned-talk.ts'
import type { CompiledGuard } from './compile-lists.ts'
import type { Finding } from './finding.ts'
import { fold } from './fold.ts'
import { freightFindings, freightPromises } from './freight-said.ts'
import { guardKinds } from './kinds.ts'
import { nothingKnown, type Known } from './known.ts'
import { findPriceTalk } from './prices-said.ts'
import { findClaims } from './product-claims.ts'
import { findWords } from './words-found.ts'

export interface Outgoing {
  text: string
  /** It is a phrase, sent as it stands. */
  isCanned?: boolean
  /** Parts that are not ours: a buyer's wish, an address, names of goods. What is found within one is no word of ours. */
  quoted?: readonly string[]
}

/** What the guard says about a text, first to last; of finds at one place the gravest. Empty: it may go. */
export function readOutgoing(
  { text, isCanned = false, quoted = [] }: Outgoing,
  guard: CompiledGuard,
  known: Known = nothingKnown,
): Finding[] {
  const { actions, limits } = guard.lists
  const folded = fold(text)
  const freight = freightPromises(folded, known.freight)
  const all = [
    ...findWords(
      folded,
      guard,
      known,
      freight.filter(({ isAllowed }) => isAllowed),
    ),
    ...(known.freight ? freightFindings(folded, freight, known.freight) : []),
    ...findClaims(folded, known),
    ...findPriceTalk(folded, known, limits),
    ...slotsLeft(text),
    ...(isCanned ? cannedTalk(text, known, guard) : []),
  ]
  const found = all.flatMap((finding) => {
    // An entry has its own say; everything else goes by its kind.
    const action = finding.entryId === null ? weaker(finding.action, actions[finding.kind]) : finding.action
    return action === 'off' ? [] : [{ ...finding, action }]
  })
  return withoutOverlaps(found.filter((finding) => !isQuoted(text, finding, quoted)))
}

/** Nobody reads more of one text, and the gravest come first. */
const mostFindings = 50

const isQuoted = (text: string, { start, end }: Finding, quoted: readonly string[]): boolean =>
  quoted.some((part) => {
    for (let at = text.indexOf(part); part !== '' && at >= 0; at = text.indexOf(part, at + 1))
      if (at <= start && end <= at + part.length && start < end) return true
    return false
  })

const weaker = (own: Finding['action'], ofKind: Finding['action'] | 'off') =>
  ofKind === 'off' ? 'off' : own === 'warn' ? 'warn' : ofKind

/** PHR-02: what is still to be filled in. */
const slotsLeft = (text: string): Finding[] =>
  openSlots(text).map(({ name, start, end }) => ({
    kind: 'slot',
    action: 'block',
    start,
    end,
    found: text.slice(start, end),
    reason: null,
    facts: { name },
    fix: null,
    entryId: null,
  }))

function cannedTalk(text: string, known: Known, guard: CompiledGuard): Finding[] {
  const { is, ...facts } = judgeCannedTalk(known.talk, guard.lists.limits)
  return is === 'fine'
    ? []
    : [
        {
          kind: 'canned',
          action: 'warn',
          start: text.length,
          end: text.length,
          found: '',
          reason: null,
          facts: { verdict: is, ...facts },
          fix: null,
          entryId: null,
        },
      ]
}

function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const gravest = [...findings].sort(
    (a, b) =>
      Number(b.action === 'block') - Number(a.action === 'block') ||
      guardKinds.indexOf(a.kind) - guardKinds.indexOf(b.kind) ||
      b.end - b.start - (a.end - a.start),
  )
  const kept: Finding[] = []
  for (const finding of gravest)
    if (kept.length === mostFindings) break
    else if (!kept.some((other) => finding.start < other.end && other.start < finding.end)) kept.push(finding)
  return kept.sort((a, b) => a.start - b.start || a.end - b.end)
}
