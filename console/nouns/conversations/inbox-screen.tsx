import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useMembership } from '../../parts/session.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useTitle } from '../../parts/screen.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChatPane } from './chat-pane.tsx'
import { forgetOldDrafts } from './drafts.ts'
import type { InboxView } from './inbox-changes.rules.ts'
import { readInboxSearch, type InboxSearch } from './inbox-search.ts'
import { inboxWords } from './inbox.words.ts'
import css from './inbox.module.css'
import { prefetchChat } from './prefetch.ts'
import { Queue } from './queue.tsx'
import { SidePanel } from './side-panel.tsx'
import { useInbox, useInboxStream, useOrdered } from './use-inbox.ts'
import { useInboxKeys } from './use-inbox-keys.ts'

/** How many waiting chats are fetched ahead, so that they open at once. */
const ahead = 10

/** The agent's desk: who waits, the chat, who this is. */
export function InboxScreen() {
  const words = useWords(inboxWords)
  const { openId, open, leave, view, isPanelStep, show } = useAddress()
  useInboxStream(openId)
  useEffect(forgetOldDrafts, [])

  const { inbox, more } = useInbox(view)
  const waiting = useOrdered(inbox.data?.waiting ?? noRows)
  usePrefetched(waiting, openId)
  const order = useMemo(
    () => [...waiting, ...(inbox.data?.owed ?? []), ...(inbox.data?.quiet ?? [])].map((row) => row.id),
    [waiting, inbox.data],
  )
  const [focus, setFocus] = useState<FocusAsked>({ id: '', count: 0 })
  const mine = inbox.data?.counts.waiting ?? 0
  useTitle(mine > 0 ? `(${mine}) ${words.title}` : words.title)
  const step = !openId ? 'queue' : isPanelStep ? 'panel' : 'chat'
  const focusComposer = useCallback((id: string) => setFocus(({ count }) => ({ id, count: count + 1 })), [])
  const openAndWrite = useCallback(
    (id: string, isWriting: boolean) => {
      if (isWriting) focusComposer(id)
      open(id)
    },
    [open, focusComposer],
  )
  useInboxKeys({ order, openId, open: openAndWrite, leave, focusComposer })

  const openNext = useCallback(() => {
    const next = waiting.find((row) => row.id !== openId)
    if (next) openAndWrite(next.id, true)
  }, [waiting, openId, openAndWrite])
  const togglePanel = useCallback(
    () => show({ step: isPanelStep ? undefined : 'panel' }),
    [show, isPanelStep],
  )
  const hidePanel = useCallback(() => show({ step: undefined }), [show])
  // The row shows the choice at once; the chat follows as soon as the machine can.
  const shownId = useDeferredValue(openId)

  return (
    <div className={css.screen} data-step={step}>
      {inbox.data ? (
        <Queue
          inbox={inbox.data}
          waiting={waiting}
          view={view}
          openId={openId}
          onOpen={openAndWrite}
          onMore={more}
          onView={(next) => show({ view: next === 'mine' ? undefined : next })}
        />
      ) : (
        <div className={inbox.error ? css.failed : css.queue}>
          <h1 className="visually-hidden">{words.title}</h1>
          {inbox.error ? (
            <ErrorState
              error={inbox.error}
              thing={words.title}
              kept={words.kept}
              retry={() => void inbox.refetch()}
            />
          ) : (
            <Loading lines={10} />
          )}
        </div>
      )}
      {!inbox.data && inbox.error ? null : shownId ? (
        <>
          <ChatPane
            key={shownId}
            id={shownId}
            focusAsked={focus.id === shownId ? focus.count : 0}
            onNext={openNext}
            onBack={leave}
            onPanel={togglePanel}
            isPanelOpen={step === 'panel'}
          />
          <SidePanel key={`panel ${shownId}`} id={shownId} onBack={hidePanel} />
        </>
      ) : (
        <NobodyChosen isEmpty={order.length === 0} isLoaded={inbox.data !== undefined} view={view} />
      )}
    </div>
  )
}

const noRows: never[] = []

/** For which chat the composer was asked for by key, and the how-manieth time. */
interface FocusAsked {
  id: string
  count: number
}

const emptyOf = {
  mine: 'empty',
  all: 'empty',
  unassigned: 'emptyUnassigned',
  coached: 'emptyCoached',
} as const satisfies Record<InboxView, string>

function NobodyChosen({ isEmpty, isLoaded, view }: { isEmpty: boolean; isLoaded: boolean; view: InboxView }) {
  const words = useWords(inboxWords)
  if (!isLoaded) return <div className={css.nobody} />
  return (
    <div className={css.nobody}>
      <p className="song">{isEmpty ? words[emptyOf[view]] : words.pick}</p>
      <p>{isEmpty ? words.emptyLong : words.pickHint}</p>
    </div>
  )
}

/** The chat and the view in the address. Moving along the queue replaces it: Back leaves the inbox, not one chat. */
function useAddress() {
  const { slug = '', id } = useParams({ strict: false })
  const search = readInboxSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const openId = id ?? null
  const { view, step } = search
  const go = useCallback(
    (next: string | null, change: InboxSearch, isReplacing: boolean) => {
      const params = { slug, id: next ?? undefined }
      void navigate({
        to: '/s/$slug/inbox/{-$id}',
        params,
        search: { view, ...change },
        replace: isReplacing,
      })
    },
    [navigate, slug, view],
  )
  const open = useCallback((next: string) => go(next, {}, openId !== null), [go, openId])
  const leave = useCallback(() => go(null, {}, true), [go])
  const show = useCallback((change: InboxSearch) => go(openId, { step, ...change }, true), [go, openId, step])
  return { openId, open, leave, view: view ?? 'mine', isPanelStep: step === 'panel', show }
}

function usePrefetched(waiting: readonly { id: string; version: number }[], openId: string | null) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const next = waiting
    .slice(0, ahead)
    .map((row) => row.id)
    .join(' ')
  useEffect(() => {
    for (const id of next.split(' ')) if (id && id !== openId) prefetchChat(client, memberId, id)
  }, [client, memberId, next, openId])
}
