import { useQueryClient } from '@tanstack/react-query'
import type { Message } from '#contract/conversations/conversations.ts'
import { useFormat } from '../../parts/format.tsx'
import { SmallDiamond, SmallOctagon, useErrorSaid } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { ApiError } from '../../parts/api.ts'
import { useWords } from '../../parts/words.tsx'
import { answeredSince } from './chat-changes.rules.ts'
import css from './chat.module.css'
import { giveBack } from './give-back.ts'
import { chatWords } from './chat.words.ts'
import { Body } from './message-line.tsx'
import { outboxOf } from './outgoing.ts'
import type { Outgoing } from './outgoing.rules.ts'

/** Sent and not yet stored: on its way, failed, or held back because a colleague was faster. */
export function OutgoingLine({ outgoing, messages }: { outgoing: Outgoing; messages: readonly Message[] }) {
  const words = useWords(chatWords)
  const format = useFormat()
  return (
    <article className={css.message} data-author="agent" data-state={outgoing.state}>
      <p className={css.by}>
        {outgoing.state === 'sending' && <span role="status">{words.sending}</span>}
        <time dateTime={outgoing.at}>{format.seconds(outgoing.at)}</time>
      </p>
      <Body text={outgoing.body.text} files={outgoing.attachments} />
      {outgoing.state === 'failed' && <Failed outgoing={outgoing} />}
      {outgoing.state === 'answered_by_other' && <OtherWasFaster outgoing={outgoing} messages={messages} />}
    </article>
  )
}

function Failed({ outgoing }: { outgoing: Outgoing }) {
  const words = useWords(chatWords)
  const said = useErrorSaid()(new ApiError((outgoing.reason ?? 'internal') as ApiError['code'], 0))
  return (
    <div className={css.failed} role="alert">
      <p>
        <SmallOctagon /> {words.failed}
        {words.colon}
        {said.what} {said.canRetry && words.triesAgain}
      </p>
      <Choices outgoing={outgoing} again={words.retry} />
    </div>
  )
}

function OtherWasFaster({ outgoing, messages }: { outgoing: Outgoing; messages: readonly Message[] }) {
  const words = useWords(chatWords)
  const format = useFormat()
  const theirs = answeredSince(messages, outgoing.body.sawNumber ?? 0)
  return (
    <div className={css.held} role="alert">
      <p>
        <SmallDiamond />{' '}
        {theirs ? words.otherAnswered(theirs.agentName ?? '', format.seconds(theirs.at)) : words.failed}
      </p>
      <Choices outgoing={outgoing} again={words.sendAnyway} />
    </div>
  )
}

function Choices({ outgoing, again }: { outgoing: Outgoing; again: string }) {
  const words = useWords(chatWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const outbox = outboxOf(memberId)
  const resend = () => {
    const isHeld = outgoing.state === 'answered_by_other'
    outbox.send(client, memberId, {
      ...outgoing,
      body: { ...outgoing.body, ...(isHeld && { anyway: true }) },
    })
  }
  const takeBack = () => {
    outbox.drop(outgoing.clientId)
    giveBack(outgoing)
  }
  return (
    <p className={css.choices}>
      <button type="button" className="link" onClick={resend}>
        {again}
      </button>
      <button type="button" className="link" onClick={takeBack}>
        {words.takeBack}
      </button>
      <button type="button" onClick={() => outbox.drop(outgoing.clientId)}>
        {words.drop}
      </button>
    </p>
  )
}
