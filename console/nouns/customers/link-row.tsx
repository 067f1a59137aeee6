import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { CustomerLink } from '#contract/customers/links.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { evidenceSaid, linksWords } from './links.words.ts'
import css from './links.module.css'

/** Two who may be one: who they are, by what it is thought so, and the two answers. `except`: whose page it stands on. */
export function LinkRow({ link, except }: { link: CustomerLink; except?: string }) {
  const words = useWords(linksWords)
  const shown = link.people.filter((person) => person.id !== except)
  return (
    <li className={css.link} data-weight={link.weight}>
      <span className={css.weight}>{words.weights[link.weight]}</span>
      <div>
        <div className={css.people}>
          {shown.map((person) => (
            <Person key={person.id} person={person} />
          ))}
        </div>
        <ul className={css.evidence} aria-label={words.evidence}>
          {link.evidence.map((one, i) => (
            <li key={i}>
              {evidenceSaid(words, one)} <Source facts={one.facts} />
            </li>
          ))}
        </ul>
      </div>
      {link.state === 'open' ? <Answers link={link} /> : <Decided link={link} />}
    </li>
  )
}

function Person({ person }: { person: CustomerLink['people'][number] }) {
  const words = useWords(linksWords)
  const format = useFormat()
  const time = useShopTime()
  const { slug } = useMembership().shop
  return (
    <div className={css.person}>
      <Link className={`figure ${css.name}`} to="/s/$slug/customers/$id" params={{ slug, id: person.id }}>
        {person.name}
      </Link>
      <span className={css.about}>
        <span>{person.orderCount > 0 ? words.orders(format.count(person.orderCount)) : words.noOrders}</span>
        {person.spent.map((amount) => (
          <span key={amount.currency}>{format.money(amount)}</span>
        ))}
        {person.city && <span>{person.city}</span>}
        {person.lastOrderAt && <span>{words.lastOrder(time.latest(person.lastOrderAt))}</span>}
      </span>
    </div>
  )
}

/** Where it was said. */
function Source({ facts }: { facts: CustomerLink['evidence'][number]['facts'] }) {
  const words = useWords(linksWords)
  const { slug } = useMembership().shop
  return (
    <>
      {facts.conversationId && (
        <Link className="link" to="/s/$slug/inbox/{-$id}" params={{ slug, id: facts.conversationId }}>
          {words.seeChat}
        </Link>
      )}{' '}
      {facts.orderId && (
        <Link className="link" to="/s/$slug/orders/$id" params={{ slug, id: facts.orderId }}>
          {words.seeOrder}
        </Link>
      )}
    </>
  )
}

function Answers({ link }: { link: CustomerLink }) {
  const words = useWords(linksWords)
  const client = useQueryClient()
  const group = useId()
  const mayDecide = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [keepId, setKeep] = useState(link.people[0]?.id ?? '')
  const onSuccess = () => {
    for (const key of ['customer-links', 'customer', 'customers', 'timeline'])
      void client.invalidateQueries({ queryKey: [key] })
  }
  const accepting = useMutation({
    mutationFn: () =>
      api('POST /api/customer-links/:id/acceptance', { params: { id: link.id }, body: { keepId } }),
    onSuccess,
  })
  const dismissing = useMutation({
    mutationFn: () => api('POST /api/customer-links/:id/dismissal', { params: { id: link.id }, body: {} }),
    onSuccess,
  })
  if (!mayDecide) return null
  const isBusy = accepting.isPending || dismissing.isPending
  return (
    <div className={css.actions}>
      <Button isBusy={accepting.isPending} disabled={isBusy} onClick={() => accepting.mutate()}>
        {words.same}
      </Button>
      <Button
        kind="quiet"
        isBusy={dismissing.isPending}
        disabled={isBusy}
        onClick={() => dismissing.mutate()}
      >
        {words.two}
      </Button>
      <div className={css.keep} role="radiogroup" aria-label={words.keepLabel}>
        {link.people.map((person) => (
          <label key={person.id}>
            <input
              type="radio"
              name={group}
              checked={person.id === keepId}
              onChange={() => setKeep(person.id)}
            />
            <span>{words.keep(person.name)}</span>
          </label>
        ))}
      </div>
      <ErrorLine error={accepting.error ?? dismissing.error} />
    </div>
  )
}

function Decided({ link }: { link: CustomerLink }) {
  const words = useWords(linksWords)
  const format = useFormat()
  return (
    <p className={css.decided}>
      <b>{link.state === 'accepted' ? words.merged : words.dismissed}</b>
      {link.decidedAt && link.decidedBy && words.by(link.decidedBy, format.day(link.decidedAt))}
    </p>
  )
}
