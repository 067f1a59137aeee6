import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Offer } from '#contract/offers/offers.ts'
import type { Given } from '#contract/offers/terms.ts'
import { offerTerms } from '#contract/offers/said.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { EmptyState, ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { serverNow } from '../../parts/server-now.ts'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { ProductsTabs } from '../products/products-tabs.tsx'
import { Campaigns } from './campaigns.tsx'
import { CouponCodes } from './coupon-codes.tsx'
import { OfferEditor } from './offer-editor.tsx'
import { offersWords } from './offers.words.ts'
import { PolicyForm } from './policy-form.tsx'
import { SpecialEffectPart } from './special-effect.tsx'
import { TryOut } from './try-out.tsx'
import { useOfferChange, useOffers, type OffersView } from './use-offers.ts'
import css from './offers.module.css'

/** Offers by rule: what runs, what is planned; trying them on a basket; how prices are held. */
export function OffersScreen() {
  const words = useWords(offersWords)
  const mayWrite = useHasRole('owner', 'lead')
  const [view, setView] = useState<OffersView>('current')
  const [isAdding, setAdding] = useState(false)
  const offers = useOffers(view)
  return (
    <Screen
      title={words.title}
      right={mayWrite && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
      tabs={<ProductsTabs value="offers" />}
    >
      <OfferLists />
      <p className={css.lead}>{words.lead}</p>
      <Choice
        label={words.views.label}
        isLabelHidden
        value={view}
        onChange={setView}
        options={(['current', 'ended'] as const).map((value) => ({ value, label: words.views[value] }))}
      />
      {offers.error && !offers.data && (
        <ErrorState error={offers.error} thing={words.tab} retry={() => void offers.refetch()} />
      )}
      {offers.isPending && <Loading lines={6} />}
      {offers.data?.rows.length === 0 && (
        <EmptyState
          title={view === 'ended' ? words.empty.emptyEnded : words.empty.title}
          lead={view === 'ended' ? undefined : words.empty.lead}
        />
      )}
      <ul className={css.rows}>
        {offers.data?.rows.map((offer) => (
          <OfferRow key={offer.id} offer={offer} mayWrite={mayWrite} />
        ))}
      </ul>
      <Campaigns mayWrite={mayWrite} />
      <TryOut />
      {mayWrite && <PolicyForm />}
      {isAdding && <OfferEditor onClose={() => setAdding(false)} />}
    </Screen>
  )
}

/** Ways to what came of it: bargaining, offers missed, differences paid back, what recommending brought. */
function OfferLists() {
  const words = useWords(offersWords)
  const { slug } = useMembership().shop
  const isLeading = useHasRole('owner', 'lead')
  const lists = ['bargains', 'missed', 'refunds', ...(isLeading ? (['contribution'] as const) : [])] as const
  return (
    <nav className={css.lists} aria-label={words.lists.label}>
      <span aria-current="page">{words.tab}</span>
      {lists.map((list) => (
        <Link key={list} className="link" to="/s/$slug/products/offers/$list" params={{ slug, list }}>
          {words.lists[list]}
        </Link>
      ))}
    </nav>
  )
}

function OfferRow({ offer, mayWrite }: { offer: Offer; mayWrite: boolean }) {
  const words = useWords(offersWords)
  const [language] = useLanguage()
  const time = useShopTime()
  const format = useFormat()
  const [isEffect, setEffect] = useState(false)
  const [dialog, setDialog] = useState<'codes' | 'change' | 'again' | null>(null)
  const change = useOfferChange()
  const isPlanned = offer.state === 'running' && Date.parse(offer.startsAt) > serverNow()
  const isOver = offer.endsAt !== null && Date.parse(offer.endsAt) <= serverNow()
  const state = isOver ? 'ended' : isPlanned ? 'planned' : offer.state
  const set = (next: 'running' | 'ended') =>
    change.mutate(() =>
      api('PATCH /api/offers/:id', {
        params: { id: offer.id },
        body: { state: next, version: offer.version },
      }),
    )
  const given = { kind: offer.kind, terms: offer.terms } as unknown as Given
  return (
    <li>
      <span className={css.kind}>{words.kinds[offer.kind]}</span>
      <span>
        {offer.name}
        <span className={css.about}>
          <span>{offerTerms({ currency: offer.currency, given }, language)}</span>
          {Object.values(offer.products)
            .slice(0, 4)
            .map((name, i) => (
              <span key={i}>{name}</span>
            ))}
          <span data-state={state}>{words.states[state]}</span>
          {isPlanned && <span>{words.from(time.due(offer.startsAt))}</span>}
          {offer.endsAt && (
            <span>{words.until(isOver ? format.day(offer.endsAt) : time.due(offer.endsAt))}</span>
          )}
          {offer.audience !== 'all' && <span>{words.audiences[offer.audience]}</span>}
          {offer.couponCount > 0 && <span>{words.codes(offer.couponCount)}</span>}
          {offer.uses > 0 && <span>{words.uses(offer.uses)}</span>}
        </span>
        {change.error && <ErrorLine error={change.error} />}
        {isEffect && <SpecialEffectPart offer={offer} />}
      </span>
      {dialog === 'codes' && (
        <CouponCodes offer={offer} mayWrite={mayWrite} onClose={() => setDialog(null)} />
      )}
      {dialog === 'again' && <OfferEditor like={offer} onClose={() => setDialog(null)} />}
      {dialog === 'change' && <OfferEditor offer={offer} onClose={() => setDialog(null)} />}
      {mayWrite && (
        <span className={css.deeds}>
          {offer.kind === 'special' && (
            <button
              type="button"
              className="link"
              aria-expanded={isEffect}
              onClick={() => setEffect(!isEffect)}
            >
              {words.effect}
            </button>
          )}
          {offer.kind === 'coupon' && (
            <button type="button" className="link" onClick={() => setDialog('codes')}>
              {words.seeCodes}
            </button>
          )}
          {state !== 'ended' && (
            <button type="button" className="link" onClick={() => setDialog('change')}>
              {words.change}
            </button>
          )}
          {offer.state === 'draft' && (
            <button type="button" className="link" onClick={() => set('running')}>
              {words.start}
            </button>
          )}
          {state === 'ended' ? (
            <button type="button" className="link" onClick={() => setDialog('again')}>
              {words.again}
            </button>
          ) : (
            <button type="button" className="link" onClick={() => set('ended')}>
              {words.end}
            </button>
          )}
        </span>
      )}
    </li>
  )
}
