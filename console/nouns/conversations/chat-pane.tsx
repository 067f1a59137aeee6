import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { memo, useCallback, useState } from 'react'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { ApiError } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import type { Chat } from './chat-changes.rules.ts'
import { ChatHead, useReopening } from './chat-head.tsx'
import { ChatLog } from './chat-log.tsx'
import css from './chat.module.css'
import { LikelyAnswers } from '../knowledge/likely-answers.tsx'
import { Composer } from './composer.tsx'
import { chatWords } from './chat.words.ts'
import { HintBar } from './hint-bar.tsx'
import { inboxWords } from './inbox.words.ts'
import { useOutgoing } from './outgoing.ts'
import { chatQuery } from './prefetch.ts'
import { useHints } from './use-hints.ts'
import { useMarkRead } from './use-mark-read.ts'
import { useTogether } from './use-together.ts'

interface Props {
  id: string
  /** Counts up whenever the composer is asked for by key. */
  focusAsked: number
  onNext: () => void
  onBack: () => void
  onPanel: () => void
  isPanelOpen: boolean
}

/** The chat that is open: who it is, what was said, what is being written. */
export const ChatPane = memo(function ChatPane({
  id,
  focusAsked,
  onNext,
  onBack,
  onPanel,
  isPanelOpen,
}: Props) {
  const words = useWords(inboxWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const chat = useQuery(chatQuery(client, memberId, id))
  if (chat.data) {
    return (
      <OpenChat
        chat={chat.data}
        focusAsked={focusAsked}
        onNext={onNext}
        onBack={onBack}
        onPanel={onPanel}
        isPanelOpen={isPanelOpen}
      />
    )
  }
  return (
    <section className={css.pane} aria-label={words.chat}>
      <div className={css.waiting}>
        {!chat.error ? (
          <Loading />
        ) : chat.error instanceof ApiError && chat.error.code === 'not_found' ? (
          <>
            <p className="song">{words.notFound}</p>
            <p>{words.notFoundLong}</p>
            <p>
              <button type="button" className="link" onClick={onBack}>
                {words.back}
              </button>
            </p>
          </>
        ) : (
          <ErrorState error={chat.error} thing={words.title} retry={() => void chat.refetch()} />
        )}
      </div>
    </section>
  )
})

function OpenChat({
  chat,
  focusAsked,
  onNext,
  onBack,
  onPanel,
  isPanelOpen,
}: Omit<Props, 'id'> & { chat: Chat }) {
  const words = useWords(chatWords)
  const memberId = useMembership().id
  const mayAnswer = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const outgoing = useOutgoing(memberId, chat.conversation.id)
  const [wordAsked, setWordAsked] = useState(0)
  const { hints, to, isLookingIn } = useHints(chat.conversation)
  useMarkRead(chat, mayAnswer && !isLookingIn)
  const { others, elsewhere } = useTogether(chat.conversation)
  const noteWord = useCallback(() => setWordAsked((n) => n + 1), [])
  const { conversation } = chat
  return (
    <section className={css.pane} aria-label={words.label(conversation.buyerName)}>
      <ChatHead
        chat={chat}
        mayAct={mayAnswer}
        onBack={onBack}
        onPanel={onPanel}
        isPanelOpen={isPanelOpen}
        onNoteWord={noteWord}
      />
      {others.length > 0 && <TogetherBar here={conversation} others={others} />}
      <ChatLog chat={chat} outgoing={outgoing} elsewhere={elsewhere} hints={hints} />
      {mayAnswer && conversation.isClosed && <ClosedBar id={conversation.id} />}
      {mayAnswer && to && <HintBar key={to.id} conversationId={conversation.id} to={to} />}
      {mayAnswer && !conversation.isClosed && <LikelyAnswers chat={chat} />}
      {mayAnswer && !conversation.isClosed && (
        <Composer
          conversationId={conversation.id}
          buyerName={conversation.buyerName}
          lastNumber={chat.messages.at(-1)?.number ?? 0}
          focusAsked={focusAsked}
          wordAsked={wordAsked}
          onNext={onNext}
        />
      )}
    </section>
  )
}

/** Says that the log holds other talks too, where they are, and where an answer goes. */
function TogetherBar({ here, others }: { here: InboxRow; others: readonly InboxRow[] }) {
  const words = useWords(chatWords)
  const { slug } = useMembership().shop
  return (
    <p className={css.together} role="note">
      <span>{words.togetherWith}</span>
      {others.map((other) => (
        <Link
          key={other.id}
          className="figure"
          to="/s/$slug/inbox/{-$id}"
          params={{ slug, id: other.id }}
          search={{ view: 'all' }}
        >
          {words.otherTalk(other.storeName, other.queue === 'waiting')}
        </Link>
      ))}
      <span>{words.answerGoesTo(here.storeName)}</span>
    </p>
  )
}

/** In place of the composer: a settled conversation is opened before anything is said in it. */
function ClosedBar({ id }: { id: string }) {
  const words = useWords(chatWords)
  const reopening = useReopening(id)
  return (
    <div className={css.closed}>
      <p>{words.closed}</p>
      <Button isBusy={reopening.isPending} onClick={() => reopening.mutate()}>
        {words.reopen}
      </Button>
      <ErrorLine error={reopening.error} />
    </div>
  )
}
