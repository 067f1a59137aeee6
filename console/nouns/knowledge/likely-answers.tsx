import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, memo, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { fillSlots } from '#contract/conversations/slots.ts'
import { newId } from '../../parts/api.ts'
import { Key } from '../../parts/controls.tsx'
import { useMembership } from '../../parts/session.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import type { Chat } from '../conversations/chat-changes.rules.ts'
import { outboxOf } from '../conversations/outgoing.ts'
import { panelQuery } from '../conversations/prefetch.ts'
import { putIntoDraft } from '../conversations/put-draft.ts'
import { useReadBeforeSending } from '../conversations/use-guard.ts'
import { LastAnswer } from './last-answer.tsx'
import css from './likely.module.css'
import { likelyWords } from './likely.words.ts'
import { useLikely, useNoteAsked, type Offer } from './use-likely.ts'

const KnowledgeDrawer = lazy(() =>
  import('./knowledge-drawer.tsx').then(({ KnowledgeDrawer: component }) => ({ default: component })),
)
const none: readonly Offer[] = []

/**
 * Between what the buyer said last and the composer: what probably answers it. Alt and a number puts it into the draft; Alt+Enter
 * sends the first one, and only while nothing has been written. It never takes a key from typing.
 */
export const LikelyAnswers = memo(function LikelyAnswers({ chat }: { chat: Chat }) {
  const words = useWords(likelyWords)
  const { id } = chat.conversation
  const asked = useMemo(
    () => chat.messages.findLast((message) => message.author === 'buyer' && message.text !== ''),
    [chat.messages],
  )
  const [number, text] = [asked?.number ?? 0, asked?.text ?? '']
  const found = useLikely(id, number, text).data ?? none
  const [isOpen, setOpen] = useState(false)
  const use = useAnswering(id, chat.messages.at(-1)?.number ?? 0)
  const put = useCallback(
    (offer: Offer, place: number | null, query = text) =>
      use(offer, { query, place, number, isSending: false }),
    [use, text, number],
  )
  useAnswerKeys(found, put, (offer) => use(offer, { query: text, place: 1, number, isSending: true }))
  return (
    <div className={css.strip}>
      {isOpen && (
        <Suspense>
          <KnowledgeDrawer
            conversationId={id}
            messageNumber={number || null}
            text={text}
            onPick={(article, query) => {
              put({ kind: 'article', id: article.id, article }, null, query)
              setOpen(false)
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
      <div className={css.line} title={words.keys}>
        {found.length > 0 && (
          <>
            <span className={css.label}>
              {words.label} <Key>Alt</Key>
            </span>
            <ol className={css.answers} aria-label={words.label}>
              {found.map((offer, i) => (
                <li key={offer.id}>
                  <button
                    type="button"
                    aria-keyshortcuts={`Alt+${i + 1}`}
                    title={`${words.put(titleOf(offer))}\n${saidOf(offer)}`}
                    // The composer keeps the focus.
                    onPointerDown={(e) => e.preventDefault()}
                    onClick={() => put(offer, i + 1)}
                  >
                    <Key>{i + 1}</Key>
                    <span className={css.said} data-kind={offer.kind}>
                      {offer.kind === 'article' && <b>{offer.article.title}</b>}{' '}
                      {saidOf(offer).replace(/\{\w+\}[，,]?\s?/g, '')}
                    </span>
                  </button>
                </li>
              ))}
            </ol>
          </>
        )}
        <LastAnswer conversationId={id} />
        <button
          type="button"
          className={css.more}
          aria-expanded={isOpen}
          onClick={() => setOpen((open) => !open)}
        >
          {isOpen ? words.close : words.more}
        </button>
      </div>
    </div>
  )
})

/** Puts an answer into the draft or sends it, and notes that it was chosen. */
function useAnswering(conversationId: string, lastNumber: number) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const slots = useQuery({
    ...panelQuery(memberId, conversationId),
    select: (panel) => panel.phraseSlots,
  }).data
  const { mutate: note } = useNoteAsked()
  const read = useReadBeforeSending(conversationId)
  return useCallback(
    (offer: Offer, how: { query: string; place: number | null; number: number; isSending: boolean }) => {
      const filled = fillSlots(saidOf(offer), slots ?? {})
      const text = filled.text || titleOf(offer)
      // What still asks for something, or what the guard has a word on, is for the agent to see first.
      const mayGo = filled.open.length === 0 && filled.text !== '' && read(filled.text)?.length === 0
      const isSending = how.isSending && mayGo
      if (isSending) {
        const clientId = newId()
        outboxOf(memberId).send(client, memberId, {
          clientId,
          conversationId,
          body: { clientId, text, sawNumber: lastNumber },
          attachments: [],
          at: new Date(serverNow()).toISOString(),
          state: 'sending',
          reason: null,
        })
      } else if (!putIntoDraft(conversationId, text)) return
      if (offer.kind === 'fact') return
      note({
        query: how.query.slice(0, 500) || offer.article.title,
        articleId: offer.article.id,
        place: how.place,
        way: isSending ? 'sent' : 'inserted',
        said: text,
        conversationId,
        messageNumber: how.number || null,
      })
    },
    [conversationId, lastNumber, memberId, client, slots, note, read],
  )
}
const titleOf = (offer: Offer) => (offer.kind === 'article' ? offer.article.title : offer.fact.key)
const saidOf = (offer: Offer) => (offer.kind === 'article' ? offer.article.answer : offer.fact.sentence)

/** Alt+1…3, and Alt+Enter in an empty composer. By the place of the key: on a Mac Alt changes what it types. */
function useAnswerKeys(
  found: readonly Offer[],
  put: (offer: Offer, place: number) => void,
  send: (offer: Offer) => void,
) {
  const latest = useRef({ found, put, send })
  useEffect(() => {
    latest.current = { found, put, send }
  })
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (!e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.isComposing || e.repeat) return
      if (document.querySelector('dialog[open], [role=menu]')) return
      const place = /^Digit([1-3])$/.exec(e.code)?.[1]
      const now = latest.current
      if (place !== undefined) {
        const offer = now.found[Number(place) - 1]
        if (!offer) return
        e.preventDefault()
        now.put(offer, Number(place))
      } else if (e.key === 'Enter' && now.found[0]) {
        const field = e.target instanceof HTMLTextAreaElement ? e.target : null
        if (field?.value !== '' || field.dataset['composer'] === undefined) return
        e.preventDefault()
        now.send(now.found[0])
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
