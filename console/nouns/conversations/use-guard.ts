import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { isPhraseAsItStands } from '#contract/conversations/phrase-use.ts'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { compileGuard, type CompiledGuard } from '#contract/guard/compile-lists.ts'
import type { Finding } from '#contract/guard/finding.ts'
import type { GuardState } from '#contract/guard/guard.ts'
import { nothingKnown } from '#contract/guard/known.ts'
import { readOutgoing } from '#contract/guard/read-outgoing.ts'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import type { Draft } from './drafts.ts'
import type { AnswerBody } from './outgoing.rules.ts'

/** Compiled once for each state of the lists, however many chats are open. */
const compiled = new WeakMap<GuardState, CompiledGuard>()
const compiledOf = (state: GuardState): CompiledGuard => {
  const known = compiled.get(state)
  if (known) return known
  const made = compileGuard(state)
  compiled.set(state, made)
  return made
}

export interface GuardOfDraft {
  findings: readonly Finding[]
  /** The gravest, which the line names. */
  first: Finding | null
  /** The one that the key mends. */
  fixable: Finding | null
  /** Sending was tried, and is done by trying once more. */
  isHeld: boolean
  /** Asked when the agent sends: false holds it back, the first time for what is only warned of. */
  mayGo: () => boolean
  noteFixed: (finding: Finding) => void
  /** What the server is told with the answer. */
  told: () => AnswerBody['guard']
  forget: () => void
}

const none: readonly Finding[] = []

function useGuardKnown(conversationId: string) {
  const memberId = useMembership().id
  const lists = useQuery({
    queryKey: ['guard', memberId],
    queryFn: () => api('GET /api/guard'),
    staleTime: 600_000,
    refetchOnWindowFocus: false,
  }).data
  const known = useQuery({
    queryKey: ['guard-known', memberId, conversationId],
    queryFn: () => api('GET /api/conversations/:id/guard', { params: { id: conversationId } }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  }).data
  return { lists, known }
}

/** Reads a text that would go out without being seen in the composer; null: what it must be read by is not here yet. */
export function useReadBeforeSending(conversationId: string): (text: string) => readonly Finding[] | null {
  const { lists, known } = useGuardKnown(conversationId)
  return useCallback(
    (text: string) => (lists && known ? readOutgoing({ text }, compiledOf(lists), known) : null),
    [lists, known],
  )
}

/** What the word guard says of a draft, as it is written. The server says the same when it is sent. */
export function useGuard(conversationId: string, draft: Draft, phrases: readonly Phrase[]): GuardOfDraft {
  const { lists, known } = useGuardKnown(conversationId)
  const phrase = draft.phraseId === null ? undefined : phrases.find(({ id }) => id === draft.phraseId)
  const findings = useMemo(
    () =>
      lists && draft.text.trim() !== ''
        ? readOutgoing(
            {
              text: draft.text,
              isCanned: phrase !== undefined && isPhraseAsItStands(phrase.text, draft.text),
            },
            compiledOf(lists),
            known ?? nothingKnown,
            // Blanks are shown by the composer itself.
          ).filter(({ kind }) => kind !== 'slot')
        : none,
    [lists, known, draft.text, phrase],
  )
  const [heldText, setHeldText] = useState<string | null>(null)
  const touched = useRef(new Map<string, Finding>())
  const isBlocked = findings.some(({ action }) => action === 'block')
  const isHeld = findings.length > 0 && !isBlocked && heldText === draft.text
  const gravest = findings.find(({ action }) => action === 'block') ?? findings[0] ?? null
  return {
    findings,
    first: gravest,
    fixable: gravest?.fix ? gravest : (findings.find(({ fix }) => fix !== null) ?? null),
    isHeld,
    mayGo: () => {
      if (findings.length === 0 || isHeld) return true
      for (const finding of findings) touched.current.set(keyOf(finding), finding)
      setHeldText(draft.text)
      return false
    },
    noteFixed: (finding) => void touched.current.set(keyOf(finding), finding),
    told: () => {
      const here = new Set(findings.map(keyOf))
      const changed = [...touched.current.values()].filter((finding) => !here.has(keyOf(finding)))
      if (findings.length === 0 && changed.length === 0) return undefined
      return {
        seen: [...new Set(findings.map(({ kind }) => kind))],
        changed: changed.slice(0, 20).map(({ kind, found }) => ({ kind, found: found.slice(0, 200) })),
      }
    },
    forget: () => {
      touched.current.clear()
      setHeldText(null)
    },
  }
}

const keyOf = ({ kind, found }: Finding) => `${kind} ${found}`
