import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Confirmation } from '#contract/purchase/confirmation.ts'
import { api } from '#console/parts/api.ts'
import { Button } from '#console/parts/controls.tsx'
import { copyText, ErrorLine, SmallDiamond, SmallOctagon } from '#console/parts/screen-states.tsx'
import { useHasRole, useMembership } from '#console/parts/session.tsx'
import { useShopTime } from '#console/parts/shop-time.ts'
import { useWords } from '#console/parts/words.tsx'
import { confirmationWords } from './confirmation.words.ts'
import { AnswerForm, ReasonForm } from './deed-forms.tsx'
import { useDeed, type DeedMutation } from './use-confirmations.ts'
import css from './confirmation.module.css'

type Open = 'change' | 'release' | 'keep' | 'doubt' | null

/** One order's confirmation with everything that can be done now; the same beside the chat, on the order and in the list. */
export function ConfirmationPart({
  confirmation,
  conversationId,
}: {
  confirmation: Confirmation
  /** The chat that is open beside it, if any. */
  conversationId?: string
}) {
  const deed = useDeed(confirmation)
  const [open, setOpen] = useState<Open>(null)
  const done = () => setOpen(null)
  return (
    <div className={css.one}>
      <Standing confirmation={confirmation} />
      <Changes confirmation={confirmation} />
      {open === 'change' ? (
        <AnswerForm confirmation={confirmation} deed={deed} onDone={done} />
      ) : open ? (
        <ReasonForm kind={open} deed={deed} onDone={done} />
      ) : (
        <Deeds confirmation={confirmation} conversationId={conversationId} deed={deed} onOpen={setOpen} />
      )}
      <ErrorLine error={deed.error} />
    </div>
  )
}

/** How it stands, why it is doubtful, and whether it is held back: shape, word and colour. */
function Standing({ confirmation: { row, ratingLine } }: { confirmation: Confirmation }) {
  const words = useWords(confirmationWords)
  const time = useShopTime()
  const isOpen = row.state === 'to_send' || row.state === 'sent'
  // The correction itself stands below, beside what was before.
  const doubts = row.doubts.filter((doubt) => doubt.kind !== 'correction')
  return (
    <div className={css.standing}>
      <p className={css.state}>
        <b>{words.states[row.state]}</b>
        {isOpen && <span>{words.talked[row.talked]}</span>}
        {isOpen && <span>{words.cutOff(time.due(row.cutOffAt))}</span>}
      </p>
      {doubts.map((doubt) => (
        <p key={doubt.kind} className={css.doubt}>
          <SmallDiamond /> <span>{words.doubts[doubt.kind](doubt.detail)}</span>
        </p>
      ))}
      {row.hold === 'buyer' && <p className={css.held}>{words.holds.buyer(time.due(row.cutOffAt))}</p>}
      {row.hold === 'lead' && (
        <p className={css.late}>
          <SmallOctagon /> {words.holds.lead}
        </p>
      )}
      {row.hold === 'released' && <p className={css.quiet}>{words.holds.released}</p>}
      {row.rating && (
        <p className={css.quiet}>
          {words.rated[row.rating]}
          {ratingLine && `　${words.quoted(ratingLine)}`}
        </p>
      )}
    </div>
  )
}

const fields = ['recipient', 'phone', 'address', 'wish', 'items'] as const

/** What the buyer wants otherwise, beside what stands in the order. */
function Changes({ confirmation }: { confirmation: Confirmation }) {
  const words = useWords(confirmationWords)
  const { correction } = confirmation.row
  if (!correction) return null
  const before = {
    address: confirmation.recipient.address,
    recipient: confirmation.recipient.name,
    phone: confirmation.recipient.phone,
    wish: confirmation.wish,
    items: null,
  }
  return (
    <dl className={css.changes}>
      {fields.flatMap((field) =>
        correction[field]
          ? [
              <div key={field}>
                <dt>{words.fields[field]}</dt>
                <dd>
                  {correction[field]}
                  {before[field] && (
                    <del>
                      <span className="visually-hidden">{words.before} </span>
                      {before[field]}
                    </del>
                  )}
                </dd>
              </div>,
            ]
          : [],
      )}
    </dl>
  )
}

function Deeds({
  confirmation,
  conversationId,
  deed,
  onOpen,
}: {
  confirmation: Confirmation
  conversationId: string | undefined
  deed: DeedMutation
  onOpen: (open: Open) => void
}) {
  const words = useWords(confirmationWords)
  const mayAnswer = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const mayLead = useHasRole('owner', 'lead')
  const { row } = confirmation
  const isOpen = row.state === 'to_send' || row.state === 'sent'
  const isHeld = row.hold === 'buyer' || row.hold === 'lead'
  if (!mayAnswer) return null
  return (
    <>
      {isOpen && <Sending confirmation={confirmation} conversationId={conversationId} deed={deed} />}
      <div className={css.deeds}>
        {isOpen && (
          <button type="button" disabled={deed.isPending} onClick={() => deed.mutate({ do: 'answer' })}>
            {words.saidRight}
          </button>
        )}
        {row.state !== 'ended' && (
          <button type="button" onClick={() => onOpen('change')}>
            {words.saidChange}
          </button>
        )}
        {row.state === 'corrected' && (
          <button type="button" disabled={deed.isPending} onClick={() => deed.mutate({ do: 'take' })}>
            {words.take}
          </button>
        )}
        {isHeld && mayLead && (
          <>
            <button type="button" onClick={() => onOpen('release')}>
              {words.release}
            </button>
            <button type="button" onClick={() => onOpen('keep')}>
              {words.keep}
            </button>
          </>
        )}
        {!isHeld && row.state !== 'ended' && (
          <button type="button" onClick={() => onOpen('doubt')}>
            {words.doubt}
          </button>
        )}
        <Tips confirmation={confirmation} conversationId={conversationId} deed={deed} />
      </div>
    </>
  )
}

/** Into the chat where it is ours; else copied, sent by hand, and ticked. */
function Sending({
  confirmation,
  conversationId,
  deed,
}: {
  confirmation: Confirmation
  conversationId: string | undefined
  deed: DeedMutation
}) {
  const words = useWords(confirmationWords)
  const { slug } = useMembership().shop
  const { row, may, texts } = confirmation
  const [isCopied, setCopied] = useState(false)
  const link = useMutation({
    mutationFn: () => api('POST /api/confirmations/:id/links', { params: { id: row.id } }),
    onSuccess: async ({ text }) => {
      await copyText(text)
      setCopied(true)
    },
  })
  const chat = conversationId ?? row.conversationId
  if (may.chat && chat)
    return (
      <div className={css.sending}>
        <Button isBusy={deed.isPending} onClick={() => deed.mutate({ do: 'send', conversationId: chat })}>
          {row.state === 'sent' ? words.resend : words.send}
        </Button>
        {!conversationId && (
          <Link className="link" to="/s/$slug/inbox/{-$id}" params={{ slug, id: chat }}>
            {words.openChat}
          </Link>
        )}
      </div>
    )
  return (
    <>
      <p className={css.quiet}>{may.links ? words.silentHow : words.noChat}</p>
      <div className={css.sending}>
        {may.links ? (
          <Button isBusy={link.isPending} onClick={() => link.mutate()}>
            {words.copyLink}
          </Button>
        ) : (
          <Button onClick={() => void copyText(texts.confirm).then(() => setCopied(true))}>
            {words.copy}
          </Button>
        )}
        {row.state === 'to_send' && (
          <Button isBusy={deed.isPending} onClick={() => deed.mutate({ do: 'send' })}>
            {words.sent}
          </Button>
        )}
      </div>
      <p className={css.quiet} role="status">
        {isCopied ? words.copied : ''}
      </p>
      <ErrorLine error={link.error} />
    </>
  )
}

/** [ORD-09] after payment, and again at dispatch. */
function Tips({
  confirmation,
  conversationId,
  deed,
}: {
  confirmation: Confirmation
  conversationId: string | undefined
  deed: DeedMutation
}) {
  const words = useWords(confirmationWords)
  const { row, may, texts } = confirmation
  const chat = may.chat ? (conversationId ?? row.conversationId) : null
  const moment = confirmation.paymentTipsAt === null ? ('payment' as const) : ('dispatch' as const)
  if (confirmation.dispatchTipsAt) return <span className={css.quiet}>{words.tipsSent}</span>
  const send = async () => {
    if (!chat) await copyText(moment === 'payment' ? texts.tipsPayment : texts.tipsDispatch)
    deed.mutate({ do: 'tips', moment, ...(chat ? { conversationId: chat } : {}) })
  }
  return (
    <button type="button" disabled={deed.isPending} onClick={() => void send()}>
      {words.tips[moment]}
    </button>
  )
}
