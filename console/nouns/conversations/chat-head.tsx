import { useState } from 'react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TurnClock } from '#contract/conversations/conversations.ts'
import { api } from '../../parts/api.ts'
import { Ring } from '../../parts/marks/ring.tsx'
import { Menu } from '../../parts/menu.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { takeRow } from './chat-cache.ts'
import type { Chat } from './chat-changes.rules.ts'
import css from './chat.module.css'
import { CloseDialog } from './close-dialog.tsx'
import { FileDialog } from './file-dialog.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { chatWords } from './chat.words.ts'
import { inboxWords } from './inbox.words.ts'
import { StoryDialog } from './story-dialog.tsx'
import { panelQuery } from './prefetch.ts'

interface Props {
  chat: Chat
  mayAct: boolean
  onBack: () => void
  onPanel: () => void
  isPanelOpen: boolean
  onNoteWord: () => void
}

/** Who this is, who owns the inquiry, and what can be done with the conversation. */
export function ChatHead({ chat, mayAct, onBack, onPanel, isPanelOpen, onNoteWord }: Props) {
  const words = useWords(chatWords)
  const { conversation } = chat
  const [dialog, setDialog] = useState<'hand_over' | 'close' | 'file' | 'story' | null>(null)
  const memberId = useMembership().id
  const reopening = useReopening(conversation.id)
  const taking = useTaking(conversation.id)
  const marking = useMarking(conversation.id)
  const storyDeed = { label: words.story, onPick: () => setDialog('story') }
  const deeds = conversation.isClosed
    ? [{ label: words.reopen, onPick: () => reopening.mutate() }, storyDeed]
    : [
        ...(conversation.assigneeId === memberId
          ? []
          : [{ label: words.take, onPick: () => taking.mutate() }]),
        { label: words.handOver, onPick: () => setDialog('hand_over') },
        { label: words.noteWord, onPick: onNoteWord },
        { label: words.close, onPick: () => setDialog('close') },
      ]
  // What is done now and then stands behind the three dots.
  const further = conversation.isClosed
    ? []
    : [
        { label: words.file, onPick: () => setDialog('file') },
        storyDeed,
        {
          label: conversation.isDifficult ? words.notDifficult : words.difficult,
          onPick: () => marking.mutate(!conversation.isDifficult),
        },
      ]
  return (
    <header className={css.head}>
      <BackButton onBack={onBack} />
      {conversation.clock && <HeadRing clock={conversation.clock} />}
      <div className={css.who}>
        <h2>{conversation.buyerName}</h2>
        <p>
          <Origin chat={chat} />
        </p>
      </div>
      <div className={css.actions}>
        {mayAct &&
          deeds.map((deed) => (
            <button
              key={deed.label}
              type="button"
              className={css.deed}
              disabled={reopening.isPending || taking.isPending}
              onClick={deed.onPick}
            >
              {deed.label}
            </button>
          ))}
        {mayAct && (
          <div className={css.more}>
            <Menu face="⋯" label={words.more} items={[...deeds, ...further]} />
          </div>
        )}
        {mayAct && further.length > 0 && (
          <div className={css.further}>
            <Menu face="⋯" label={words.further} items={further} />
          </div>
        )}
        <button type="button" className={css.panelButton} aria-expanded={isPanelOpen} onClick={onPanel}>
          {words.panel}
        </button>
      </div>
      <ErrorLine error={reopening.error ?? taking.error ?? marking.error} />
      {dialog === 'hand_over' && (
        <HandOverDialog conversation={conversation} onClose={() => setDialog(null)} />
      )}
      {dialog === 'file' && <FileDialog conversation={conversation} onClose={() => setDialog(null)} />}
      {dialog === 'story' && <StoryDialog conversation={conversation} onClose={() => setDialog(null)} />}
      {dialog === 'close' && <CloseDialog conversation={conversation} onClose={() => setDialog(null)} />}
    </header>
  )
}

function HeadRing({ clock }: { clock: TurnClock }) {
  return <Ring {...clock} now={serverNow} />
}

function BackButton({ onBack }: { onBack: () => void }) {
  const words = useWords(inboxWords)
  return (
    <button type="button" className={css.back} aria-label={words.back} onClick={onBack}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <path
          d="M12.5 4 L6.5 10 L12.5 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  )
}

/** 官网 · 首问归苏禾，今天 14:16 起. */
function Origin({ chat }: { chat: Chat }) {
  const words = useWords(chatWords)
  const time = useShopTime()
  const { conversation } = chat
  const memberId = useMembership().id
  const since = useQuery({
    ...panelQuery(memberId, conversation.id),
    select: (panel) => panel.inquirySince,
  }).data
  const { isClosed, inquiryOwnerName: name } = conversation
  const owner = isClosed
    ? words.settled
    : !name
      ? words.noOwner
      : since
        ? words.ownerSince(name, time.since(since))
        : words.owner(name)
  const isWithOther =
    !isClosed && conversation.assigneeName && conversation.assigneeId !== conversation.inquiryOwnerId
  return (
    <>
      {conversation.storeName} · {owner}
      {isWithOther && conversation.assigneeName && <> · {words.heldBy(conversation.assigneeName)}</>}
      {chat.page && (
        <>
          {' '}
          · {words.buyerHere} <BuyersPage page={chat.page} />
        </>
      )}
    </>
  )
}

/** The page comes from the buyer's browser: it is shown as text, and opened only where it is a web page. */
function BuyersPage({ page }: { page: NonNullable<Chat['page']> }) {
  const title = page.title || page.url
  if (!/^https?:\/\//i.test(page.url)) return title
  return (
    <a className="figure" href={page.url} target="_blank" rel="noopener noreferrer nofollow">
      {title}
    </a>
  )
}

/** One takes over who is in nobody's hands, or in another's; the owner of the inquiry stays. */
function useTaking(id: string) {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api('POST /api/conversations/:id/assignment', { params: { id }, body: { memberId } }),
    onSuccess: ({ conversation }) => takeRow(client, memberId, conversation),
  })
}

function useMarking(id: string) {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: (isDifficult: boolean) =>
      api('POST /api/conversations/:id/marks', { params: { id }, body: { isDifficult } }),
    onSuccess: ({ conversation }) => takeRow(client, memberId, conversation),
  })
}

export function useReopening(id: string) {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api('POST /api/conversations/:id/reopening', { params: { id } }),
    onSuccess: ({ conversation }) => takeRow(client, memberId, conversation),
  })
}
