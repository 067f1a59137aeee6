import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, memo, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FoundArticle } from '#contract/knowledge/knowledge.ts'
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
import { LastAnswer } from './last-answer.tsx'
import css from './likely.module.css'
import { likelyWords } from './likely.words.ts'
import { useLikely, useNoteAsked } from './use-likely.ts'

const KnowledgeDrawer = lazy(() =>
  import('./knowledge-drawer.tsx').then(({ KnowledgeDrawer: component }) => ({ default: component })),
)
const none: readonly FoundArticle[] = []

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
    (article: FoundArticle, place: number | null, query = text) =>
      use(article, { query, place, number, isSending: false }),
    [use, text, number],
  )
  useAnswerKeys(found, put, (article) => use(article, { query: text, place: 1, number, isSending: true }))
  return (
    <div className={css.strip}>
      {isOpen && (
        <Suspense>
          <KnowledgeDrawer
            conversationId={id}
            messageNumber={number || null}
            text={text}
            onPick={(article, query) => {
              put(article, null, query)
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
              {found.map((article, i) => (
                <li key={article.id}>
                  <button
                    type="button"
                    aria-keyshortcuts={`Alt+${i + 1}`}
                    title={`${words.put(article.title)}\n${article.answer}`}
                    // The composer keeps the focus.
                    onPointerDown={(e) => e.preventDefault()}
                    onClick={() => put(article, i + 1)}
                  >
                    <Key>{i + 1}</Key>
                    <span className={css.said}>
                      <b>{article.title}</b> {article.answer.replace(/\{\w+\}[，,]?\s?/g, '')}
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
  return useCallback(
    (
      article: FoundArticle,
      how: { query: string; place: number | null; number: number; isSending: boolean },
    ) => {
      const filled = fillSlots(article.answer, slots ?? {})
      // A slot that is still open is for the agent to fill.
      const isSending = how.isSending && filled.open.length === 0 && filled.text !== ''
      if (isSending) {
        const clientId = newId()
        outboxOf(memberId).send(client, memberId, {
          clientId,
          conversationId,
          body: { clientId, text: filled.text, sawNumber: lastNumber },
          attachments: [],
          at: new Date(serverNow()).toISOString(),
          state: 'sending',
          reason: null,
        })
      } else if (!putIntoDraft(conversationId, filled.text || article.title)) return
      note({
        query: how.query.slice(0, 500) || article.title,
        articleId: article.id,
        place: how.place,
        way: isSending ? 'sent' : 'inserted',
        said: filled.text || article.title,
        conversationId,
        messageNumber: how.number || null,
      })
    },
    [conversationId, lastNumber, memberId, client, slots, note],
  )
}

/** Alt+1…3, and Alt+Enter in an empty composer. By the place of the key: on a Mac Alt changes what it types. */
function useAnswerKeys(
  found: readonly FoundArticle[],
  put: (article: FoundArticle, place: number) => void,
  send: (article: FoundArticle) => void,
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
        const article = now.found[Number(place) - 1]
        if (!article) return
        e.preventDefault()
        now.put(article, Number(place))
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
