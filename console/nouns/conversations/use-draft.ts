import { useCallback, useEffect, useRef, useState } from 'react'
import { useMembership } from '../../parts/session.tsx'
import { noteDraft } from './draft-marks.ts'
import { keepDraft, readDraft, type Draft } from './drafts.ts'

const afterMs = 400

/** The draft to one buyer, kept on this device a moment after the last key and when the page goes away. */
export function useDraft(conversationId: string): [Draft, (change: (draft: Draft) => Draft) => void] {
  const memberId = useMembership().id
  const [draft, setDraft] = useState(() => readDraft(memberId, conversationId))
  const latest = useRef(draft)
  const isDirty = useRef(false)
  const change = useCallback(
    (how: (draft: Draft) => Draft) => {
      const { word } = latest.current
      latest.current = how(latest.current)
      if (latest.current.word !== word) noteDraft(conversationId, latest.current.word)
      isDirty.current = true
      setDraft(latest.current)
    },
    [conversationId],
  )
  useEffect(() => {
    const timer = setTimeout(keep, afterMs)
    function keep() {
      if (!isDirty.current) return
      isDirty.current = false
      keepDraft(memberId, conversationId, latest.current)
    }
    return () => clearTimeout(timer)
  }, [draft, memberId, conversationId])
  useEffect(() => {
    const keep = () => {
      if (!isDirty.current) return
      isDirty.current = false
      keepDraft(memberId, conversationId, latest.current)
      noteDraft(conversationId, latest.current.word)
    }
    addEventListener('pagehide', keep)
    return () => {
      removeEventListener('pagehide', keep)
      keep()
    }
  }, [memberId, conversationId])
  return [draft, change]
}
