import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { declineReasons, type DeclineReason } from '#contract/care/kinds.ts'
import type { NextItem } from '#contract/care/next-items.ts'
import { GateLine } from '../../nouns/touches/gate-line.tsx'
import { Button, SelectField, TextArea, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { copyText, ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './next-items.module.css'
import { nextItemWords } from './next-items.words.ts'
import { useDeclineNextItem, useSendNextItem, type Done } from './use-next-items.ts'

/** Who, what they have, what could follow and why, the ready words, and whether they may go. */
export function NextItemRow({ item, onDone }: { item: NextItem; onDone: (done: Done) => void }) {
  const { slug } = useMembership().shop
  return (
    <li className={css.item}>
      <div className={css.who}>
        <Link
          className={`figure ${css.name}`}
          to="/s/$slug/customers/$id"
          params={{ slug, id: item.customerId }}
        >
          {item.buyerName}
        </Link>
        {item.gate ? <GateLine verdict={item.gate} /> : <Outcome item={item} />}
      </div>
      <NextItemWhy item={item} />
      {item.state === 'open' ? (
        <NextItemDeeds item={item} onDone={onDone} />
      ) : (
        item.state === 'sent' && <SentText item={item} />
      )}
    </li>
  )
}

/** What it is about and by what evidence; the same in the list and beside a chat. */
export function NextItemWhy({ item }: { item: NextItem }) {
  const words = useWords(nextItemWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const { evidence, reason } = item
  const day = format.day(item.arrivedAt)
  const why =
    (reason === 'followed' || reason === 'again') && evidence
      ? words.reasons[reason](evidence.people, evidence.of, evidence.days)
      : reason === 'accessory'
        ? (item.note ?? words.reasons.accessory)
        : words.reasons.together
  return (
    <>
      <p className={css.step}>
        <Link className="figure" to="/s/$slug/orders/$id" params={{ slug, id: item.orderId }}>
          {item.isArrivalKnown ? words.arrived(day, item.boughtName) : words.sentOff(day, item.boughtName)}
        </Link>
        <span aria-hidden className={css.arrow}>
          →
        </span>
        <Link
          className={`figure ${css.next}`}
          to="/s/$slug/products/$id"
          params={{ slug, id: item.productId }}
        >
          {item.name}
        </Link>
        {item.price && <span className="nowrap">{format.money(item.price)}</span>}
      </p>
      <p className={css.why}>{why}</p>
    </>
  )
}

/** One key to send; refused by the gate the key rests, and the line above says until when. */
export function NextItemDeeds({
  item,
  onDone,
  isBesideChat = false,
}: {
  item: NextItem
  onDone: (done: Done) => void
  isBesideChat?: boolean
}) {
  const words = useWords(nextItemWords)
  const { slug } = useMembership().shop
  const [text, setText] = useState<string | null>(null)
  const [isDeclining, setDeclining] = useState(false)
  const send = useSendNextItem(onDone)
  const isFree = item.gate?.is === 'allowed'
  return (
    <>
      {text === null ? (
        <p className={css.text}>{item.text}</p>
      ) : (
        <div className={css.form}>
          <TextArea
            autoFocus
            label={words.text}
            rows={4}
            maxLength={1000}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        </div>
      )}
      <ErrorLine error={send.error} />
      <p className={css.deeds}>
        <Button
          isBusy={send.isPending}
          disabled={!isFree || item.channel === null || text?.trim() === ''}
          onClick={() => send.mutate({ item, text: text ?? item.text })}
        >
          {words.channels[item.channel ?? 'platform_chat']}
        </Button>
        {isFree && text === null && (
          <button type="button" className="link" onClick={() => setText(item.text)}>
            {words.edit}
          </button>
        )}
        {item.conversationId && !isBesideChat && (
          <Link className="link" to="/s/$slug/inbox/{-$id}" params={{ slug, id: item.conversationId }}>
            {words.chat}
          </Link>
        )}
        <button
          type="button"
          className="link"
          aria-expanded={isDeclining}
          onClick={() => setDeclining((now) => !now)}
        >
          {words.decline}
        </button>
      </p>
      {isDeclining && <Decline item={item} onClose={() => setDeclining(false)} />}
    </>
  )
}

function Decline({ item, onClose }: { item: NextItem; onClose: () => void }) {
  const words = useWords(nextItemWords)
  const [reason, setReason] = useState<DeclineReason>('unsuitable')
  const [said, setSaid] = useState('')
  const decline = useDeclineNextItem()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    decline.mutate({ item, reason, said: said.trim() }, { onSuccess: onClose })
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <SelectField
        label={words.why}
        value={reason}
        onChange={(e) => setReason(e.target.value as DeclineReason)}
      >
        {declineReasons.map((one) => (
          <option key={one} value={one}>
            {words.declines[one]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words.saidHint}
        maxLength={300}
        value={said}
        onChange={(e) => setSaid(e.target.value)}
      />
      <ErrorLine error={decline.error} />
      <p className={css.deeds}>
        <Button type="submit" isBusy={decline.isPending} disabled={reason === 'other' && said.trim() === ''}>
          {words.save}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
      </p>
    </form>
  )
}

function Outcome({ item }: { item: NextItem }) {
  const words = useWords(nextItemWords)
  const format = useFormat()
  const day = item.endedAt ? format.day(item.endedAt) : ''
  if (item.state !== 'sent')
    return (
      <span className={css.standing}>
        {[
          words.leftStates[item.state],
          item.declined && words.declines[item.declined],
          item.said,
          item.byName,
          day,
        ]
          .filter(Boolean)
          .join('　')}
      </span>
    )
  return (
    <span className={css.standing}>
      <span>{words.sent(day, item.byName ?? '')}</span>
      {item.wasBought === true ? (
        <span className={css.good}>
          <span aria-hidden>●</span> {words.bought}
        </span>
      ) : (
        <span>{item.wasBought === null ? words.running : words.notBought}</span>
      )}
    </span>
  )
}

function SentText({ item }: { item: NextItem }) {
  const words = useWords(nextItemWords)
  const { slug } = useMembership().shop
  return (
    <>
      <p className={css.text}>{item.text}</p>
      <p className={css.deeds}>
        {item.conversationId ? (
          <Link className="link" to="/s/$slug/inbox/{-$id}" params={{ slug, id: item.conversationId }}>
            {words.chat}
          </Link>
        ) : (
          <button type="button" className="link" onClick={() => void copyText(item.text)}>
            {words.copy}
          </button>
        )}
      </p>
    </>
  )
}
