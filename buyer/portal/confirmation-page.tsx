import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { BuyerConfirmation } from '#contract/purchase/buyer-confirmation.ts'
import type { Language } from '#contract/shapes.ts'
import type { Answer, Portal, Trouble } from './ask.ts'
import { CorrectionForm } from './correction-form.tsx'
import { Rating } from './rating.tsx'
import { TroubleLine } from './trouble-line.tsx'
import { untilSaid } from './until.rules.ts'
import { portalWords, type PortalWords } from './words.ts'

interface Props {
  shown: BuyerConfirmation
  language: Language
  portal: Portal
  take: (answer: Answer) => Answer
  reload: () => void
}

/** What was ordered and where it goes: one tap if it is right, a short form if it is not; then one tap on how buying was. */
export function ConfirmationPage({ shown, language, portal, take, reload }: Props) {
  const words = portalWords[language]
  const [isEditing, setEditing] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const isFirst = useRef(true)
  // Whoever reads with the ears is told where they are after each step.
  useEffect(() => {
    if (isFirst.current) isFirst.current = false
    else title.current?.focus()
  }, [isEditing, shown.state])
  const run = async (ask: () => Promise<Answer>): Promise<boolean> => {
    setBusy(true)
    const answer = take(await ask())
    setBusy(false)
    setTrouble(answer.ok ? null : answer.trouble)
    if (!answer.ok && answer.trouble.code === 'state.version') reload()
    return answer.ok
  }
  if (isEditing)
    return (
      <main>
        <h1 ref={title} tabIndex={-1}>
          {words.what}
        </h1>
        <p class="lead">{words.whatLead}</p>
        <CorrectionForm
          shown={shown}
          words={words}
          isBusy={isBusy}
          trouble={trouble}
          onBack={() => {
            setTrouble(null)
            setEditing(false)
          }}
          onSend={async (correction) => {
            const isDone = await run(() => portal.correct(correction, shown.version))
            if (isDone) setEditing(false)
            return isDone
          }}
        />
      </main>
    )
  const until = untilSaid(language, shown.timeZone, shown.cutOffAt, new Date(), words)
  const { head, lead } = headOf(shown, words, until)
  const isAnswered = shown.state === 'confirmed' || shown.state === 'corrected' || shown.state === 'taken'
  return (
    <main>
      <p class="meta">{words.order(shown.orderTail)}</p>
      <h1 ref={title} tabIndex={-1}>
        {head}
      </h1>
      {lead && (
        <p class="lead" role="status">
          {lead}
        </p>
      )}
      {shown.correction && <Changes shown={shown} words={words} />}
      <Order shown={shown} words={words} language={language} />
      {isAnswered && <Tips tips={shown.tips[language]} title={words.tips} />}
      {isAnswered && <Rating shown={shown} words={words} portal={portal} take={take} />}
      {trouble && <TroubleLine trouble={trouble} words={words} />}
      <Actions
        shown={shown}
        words={words}
        isBusy={isBusy}
        onEdit={() => setEditing(true)}
        run={run}
        portal={portal}
      />
      <p class="byLink">{words.byLink}</p>
    </main>
  )
}

function headOf(shown: BuyerConfirmation, words: PortalWords, until: string): { head: string; lead: string } {
  const { state, canChange } = shown
  if (state === 'confirmed')
    return { head: words.confirmed, lead: canChange ? words.confirmedLead(until) : words.confirmedLate }
  if (state === 'corrected')
    return { head: words.corrected, lead: canChange ? words.correctedLead(until) : words.correctedLate }
  if (state === 'taken') return { head: words.taken, lead: words.takenLead }
  if (shown.isSent) return { head: words.sent, lead: '' }
  if (state === 'ended') return { head: words.ended, lead: '' }
  const ask = shown.isAddressDoubted ? words.askAddress : words.askLead(until)
  return canChange ? { head: words.ask, lead: ask } : { head: words.late, lead: words.lateLead }
}

function Actions({
  shown,
  words,
  isBusy,
  onEdit,
  run,
  portal,
}: {
  shown: BuyerConfirmation
  words: PortalWords
  isBusy: boolean
  onEdit: () => void
  run: (ask: () => Promise<Answer>) => Promise<boolean>
  portal: Portal
}) {
  const isOpen = shown.state === 'to_send' || shown.state === 'sent'
  if (!shown.canChange) return null
  return (
    <div class="actions">
      <button type="button" class="plain" disabled={isBusy} onClick={onEdit}>
        {isOpen ? words.notQuite : words.again}
      </button>
      {isOpen && (
        <button
          type="button"
          class="filled"
          disabled={isBusy}
          onClick={() => void run(() => portal.confirm(shown.version))}
        >
          {isBusy ? words.sending : words.allRight}
        </button>
      )}
      {shown.state === 'corrected' && (
        <button
          type="button"
          class="plain"
          disabled={isBusy}
          onClick={() => void run(() => portal.confirm(shown.version))}
        >
          {words.undo}
        </button>
      )}
    </div>
  )
}

const fields = ['recipient', 'phone', 'address', 'wish', 'items'] as const

function Changes({ shown, words }: { shown: BuyerConfirmation; words: PortalWords }) {
  return (
    <Card title={words.changes} isMarked>
      <dl>
        {fields.flatMap((field) => {
          const text = shown.correction?.[field]
          return text
            ? [
                <div key={field}>
                  <dt>{words.shorts[field]}</dt>
                  <dd>{text}</dd>
                </div>,
              ]
            : []
        })}
      </dl>
    </Card>
  )
}

function Order({
  shown,
  words,
  language,
}: {
  shown: BuyerConfirmation
  words: PortalWords
  language: Language
}) {
  const { recipient } = shown
  const who = [recipient.name, recipient.phone].filter(Boolean).join('　')
  return (
    <>
      <Card title={words.goods}>
        <ul class="goods">
          {shown.items.map((item, i) => (
            <li key={i}>
              <span>
                {item.title}
                {item.variant && <span class="variant">{item.variant}</span>}
              </span>
              <span class="count">{words.count(item.quantity)}</span>
            </li>
          ))}
        </ul>
        <p class="total">
          <span>{words.total}</span>
          <span>{moneySaid(shown.total, language)}</span>
        </p>
      </Card>
      <Card title={words.place}>
        {who && <p class="who">{who}</p>}
        <p>
          {shown.correction?.address ? (
            <del>{recipient.address}</del>
          ) : (
            (recipient.address ?? <span class="meta">{words.noPlace}</span>)
          )}
        </p>
      </Card>
      {shown.wish && (
        <Card title={words.wish}>
          <p class="wish">{shown.correction?.wish ? <del>{shown.wish}</del> : shown.wish}</p>
        </Card>
      )}
    </>
  )
}

function Card({
  title,
  isMarked = false,
  children,
}: {
  title: string
  isMarked?: boolean
  children: ComponentChildren
}) {
  return (
    <section class="card" data-marked={isMarked || undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Tips({ tips, title }: { tips: readonly string[]; title: string }) {
  return (
    <section class="tips">
      <h2>{title}</h2>
      <ol>
        {tips.map((tip) => (
          <li key={tip}>{tip}</li>
        ))}
      </ol>
    </section>
  )
}

function moneySaid({ minor, currency }: BuyerConfirmation['total'], language: Language): string {
  const format = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(minor / 10 ** digits)
}
