import { useNavigate, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useMembership } from '../../parts/session.tsx'
import { useSearchTexts } from '../../parts/search-text.ts'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useTitle } from '../../parts/screen.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChatPane } from './chat-pane.tsx'
import { forgetOldDrafts } from './drafts.ts'
import type { InboxView } from './inbox-changes.rules.ts'
import { inboxWords } from './inbox.words.ts'
import css from './inbox.module.css'
import { prefetchChat } from './prefetch.ts'
import { Queue } from './queue.tsx'
import { SidePanel } from './side-panel.tsx'
import { useInbox, useInboxStream, useOrdered } from './use-inbox.ts'
import { useInboxKeys } from './use-inbox-keys.ts'

const views: readonly InboxView[] = ['mine', 'all', 'unassigned']
/** How many waiting chats are fetched ahead, so that they open at once. */
const ahead = 10

/** The agent's desk: who waits, the chat, who this is. */
export function InboxScreen() {
  const words = useWords(inboxWords)
  useTitle(words.title)
  const [texts, setTexts] = useSearchTexts()
  const view = views.find((one) => one === texts.get('view')) ?? 'mine'
  const { openId, open, leave } = useOpenChat()
  useInboxStream(openId)
  useEffect(forgetOldDrafts, [])

  const { inbox, more } = useInbox(view)
  const waiting = useOrdered(inbox.data?.waiting ?? noRows)
  usePrefetched(waiting, openId)
  const order = useMemo(
    () => [...waiting, ...(inbox.data?.owed ?? []), ...(inbox.data?.quiet ?? [])].map((row) => row.id),
    [waiting, inbox.data],
  )
  const [focusAsked, setFocusAsked] = useState(0)
  const step = texts.get('step') === 'panel' ? 'panel' : openId ? 'chat' : 'queue'
  const focusComposer = useCallback(() => setFocusAsked((n) => n + 1), [])
  useInboxKeys({ order, openId, open, leave, focusComposer })

  const openNext = useCallback(() => {
    const next = waiting.find((row) => row.id !== openId)
    if (next) open(next.id)
  }, [waiting, openId, open])
  const showPanel = useCallback((isShown: boolean) => setTexts({ step: isShown ? 'panel' : null }), [setTexts])
  // The row shows the choice at once; the chat follows as soon as the machine can.
  const shownId = useDeferredValue(openId)

  return (
    <div className={css.screen} data-step={step}>
      {inbox.data ? (
        <Queue
          inbox={inbox.data} waiting={waiting} view={view} openId={openId} onOpen={open} onMore={more}
          onView={(next) => setTexts({ view: next === 'mine' ? null : next })}
        />
      ) : (
        <div className={inbox.error ? css.failed : css.queue}>
          {inbox.error ? <ErrorState error={inbox.error} thing={words.title} kept={words.kept} retry={() => void inbox.refetch()} /> : <Loading lines={10} />}
        </div>
      )}
      {!inbox.data && inbox.error ? null : shownId ? (
        <>
          <ChatPane key={shownId} id={shownId} focusAsked={focusAsked} onNext={openNext} onBack={leave} onPanel={() => showPanel(step !== 'panel')} isPanelOpen={step === 'panel'} />
          <SidePanel key={`panel ${shownId}`} id={shownId} onBack={() => showPanel(false)} />
        </>
      ) : (
        <NobodyChosen isEmpty={order.length === 0} isLoaded={inbox.data !== undefined} view={view} />
      )}
    </div>
  )
}

const noRows: never[] = []

function NobodyChosen({ isEmpty, isLoaded, view }: { isEmpty: boolean; isLoaded: boolean; view: InboxView }) {
  const words = useWords(inboxWords)
  if (!isLoaded) return <div className={css.nobody} />
  return (
    <div className={css.nobody}>
      <p className="song">{isEmpty ? (view === 'unassigned' ? words.emptyUnassigned : words.empty) : words.pick}</p>
      <p>{isEmpty ? words.emptyLong : words.pickHint}</p>
    </div>
  )
}

/** The chat in the address. Moving along the queue replaces the address: Back leaves the inbox, not one chat. */
function useOpenChat() {
  const { slug, id } = useParams({ strict: false })
  const navigate = useNavigate()
  const openId = id ?? null
  const go = useCallback(
    (next: string | undefined, isReplacing: boolean) => {
      void navigate({
        to: '/s/$slug/inbox/{-$id}',
        params: { slug: slug ?? '', id: next },
        search: ((before: Record<string, unknown>) => ({ ...before, step: undefined })) as never,
        replace: isReplacing,
      })
    },
    [navigate, slug],
  )
  const open = useCallback((next: string) => go(next, openId !== null), [go, openId])
  const leave = useCallback(() => go(undefined, true), [go])
  return { openId, open, leave }
}

function usePrefetched(waiting: readonly { id: string; version: number }[], openId: string | null) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const next = waiting.slice(0, ahead).map((row) => row.id).join(' ')
  useEffect(() => {
    for (const id of next.split(' ')) if (id && id !== openId) prefetchChat(client, memberId, id)
  }, [client, memberId, next, openId])
}
