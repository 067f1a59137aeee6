import { useState, type FormEvent } from 'react'
import { audiences, offerKinds, type Audience, type OfferKind } from '#contract/offers/kinds.ts'
import type { Offer } from '#contract/offers/offers.ts'
import { api, ApiError } from '../../parts/api.ts'
import { Button, SelectField, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { inputText, instantOfInput } from '../../parts/shop-time.rules.ts'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { decimalsOf } from '../products/money-input.rules.ts'
import { draftOf, emptyDraft, readDraft, type OfferDraft } from './offer-draft.rules.ts'
import { ProductFields } from './offer-products.tsx'
import { StoreFields } from './offer-stores.tsx'
import { TermFields } from './offer-terms.tsx'
import { campaignWords } from './campaigns.words.ts'
import { offersWords } from './offers.words.ts'
import { useCampaigns, useOfferChange } from './use-offers.ts'
import css from './offers.module.css'

/**
 * Writes an offer: the kind first, then only the fields it has. `offer`: the one that is changed; its kind stays. `like`: one
 * that has ended and is used again.
 */
export function OfferEditor({
  offer: current,
  like,
  onClose,
}: {
  offer?: Offer
  like?: Offer
  onClose: () => void
}) {
  const { editor: words, kinds, audiences: forWhom } = useWords(offersWords)
  const { theirs } = useWords(campaignWords)
  const time = useShopTime()
  const { shop } = useMembership()
  // As it was when the editor was opened: what a colleague saves meanwhile is not written over.
  const [offer, setOffer] = useState(current)
  const [draft, setDraft] = useState<OfferDraft>(() =>
    offer ? draftOf(offer) : like ? { ...draftOf(like), campaignId: '' } : emptyDraft,
  )
  const [span, setSpan] = useState(() => spanOf(offer, shop.timeZone))
  const [wasAsked, setAsked] = useState(false)
  const change = useOfferChange(onClose)
  const campaigns = useCampaigns().data?.rows ?? []
  const read = readDraft(draft, decimalsOf(offer?.currency ?? like?.currency ?? shop.currency))
  const put = (more: Partial<OfferDraft>) => setDraft((before) => ({ ...before, ...more }))
  const problems = wasAsked && 'problems' in read ? read.problems : []
  const campaign = campaigns.find(({ id }) => id === draft.campaignId)
  /** The fields show minutes; what they were filled from stays as exact as it was. */
  const instant = (text: string, ...known: (string | null | undefined)[]) => {
    const exact = known.find((at) => at && inputText(shop.timeZone, Date.parse(at)) === text)
    const at = exact ? Date.parse(exact) : instantOfInput(shop.timeZone, text)
    return at === null ? null : new Date(at).toISOString()
  }
  const startsAt = instant(span.startsAt, campaign?.startsAt, offer?.startsAt)
  const endsAt = instant(span.endsAt, campaign?.endsAt, offer?.endsAt)
  const isPastEnd = startsAt !== null && endsAt !== null && endsAt <= startsAt
  const isOutside =
    campaign !== undefined &&
    ((startsAt !== null && startsAt < campaign.startsAt) || (endsAt !== null && endsAt > campaign.endsAt))
  const save = (state: 'running' | 'draft') => {
    setAsked(true)
    if ('problems' in read || isPastEnd || isOutside) return
    const fields = {
      name: draft.name.trim(),
      terms: read.given.terms as unknown as Record<string, unknown>,
      audience: draft.audience,
      productIds: read.productIds,
      startsAt,
      endsAt,
      campaignId: draft.campaignId || null,
      storeIds: draft.storeIds,
    }
    change.mutate(() =>
      offer
        ? api('PATCH /api/offers/:id', {
            params: { id: offer.id },
            body: {
              ...fields,
              version: offer.version,
              ...(offer.state !== state && offer.state === 'draft' ? { state } : {}),
            },
          })
        : api('POST /api/offers', {
            body: { ...fields, kind: read.given.kind, state },
          }),
    )
  }
  const isRunning = offer?.state === 'running'
  const choose = (id: string) => {
    const chosen = campaigns.find((one) => one.id === id)
    put({ campaignId: id })
    if (chosen)
      setSpan({
        startsAt: inputText(shop.timeZone, Date.parse(chosen.startsAt)),
        endsAt: inputText(shop.timeZone, Date.parse(chosen.endsAt)),
      })
  }
  return (
    <Dialog
      title={
        offer ? words.changeTitle(kinds[offer.kind]) : like ? words.againTitle(kinds[like.kind]) : words.title
      }
      onClose={onClose}
      isDrawer
      foot={
        <>
          <Button kind="filled" isBusy={change.isPending} onClick={() => save('running')}>
            {isRunning ? words.saveChange : words.saveRunning}
          </Button>
          {!isRunning && (
            <Button isBusy={change.isPending} onClick={() => save('draft')}>
              {words.saveDraft}
            </Button>
          )}
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        noValidate
        onSubmit={(e: FormEvent) => {
          e.preventDefault()
          save('running')
        }}
      >
        {!offer && !like && (
          <SelectField
            label={words.kind}
            value={draft.kind}
            onChange={(e) => put({ kind: e.target.value as OfferKind })}
          >
            {offerKinds.map((kind) => (
              <option key={kind} value={kind}>
                {kinds[kind]}
              </option>
            ))}
          </SelectField>
        )}
        <TextField
          label={words.name}
          hint={words.nameHint}
          maxLength={60}
          value={draft.name}
          problem={problems.includes('name') && words.needName}
          onChange={(e) => put({ name: e.target.value })}
        />
        <TermFields draft={draft} problems={problems} onPut={put} />
        <ProductFields draft={draft} problems={problems} onPut={put} />
        <SelectField
          label={words.audience}
          value={draft.audience}
          onChange={(e) => put({ audience: e.target.value as Audience })}
        >
          {audiences.map((audience) => (
            <option key={audience} value={audience}>
              {forWhom[audience]}
            </option>
          ))}
        </SelectField>
        <StoreFields chosen={draft.storeIds} onChoose={(storeIds) => put({ storeIds })} />
        {campaigns.length > 0 && (
          <SelectField
            label={words.campaign}
            value={draft.campaignId}
            onChange={(e) => choose(e.target.value)}
          >
            <option value="">{words.noCampaign}</option>
            {campaigns.map((campaign) => (
              <option key={campaign.id} value={campaign.id}>
                {campaign.name}
              </option>
            ))}
          </SelectField>
        )}
        <div className={css.span}>
          <TextField
            label={words.startsAt}
            hint={words.nowHint}
            type="datetime-local"
            value={span.startsAt}
            onChange={(e) => setSpan({ ...span, startsAt: e.target.value })}
          />
          <TextField
            label={words.endsAt}
            hint={words.neverHint}
            type="datetime-local"
            value={span.endsAt}
            problem={
              wasAsked &&
              (isPastEnd
                ? words.endsFirst
                : isOutside && words.outside(time.due(campaign.startsAt), time.due(campaign.endsAt)))
            }
            onChange={(e) => setSpan({ ...span, endsAt: e.target.value })}
          />
        </div>
        {change.error && <ErrorLine error={change.error} />}
        {change.error instanceof ApiError && change.error.code === 'state.version' && current && (
          <p>
            <Button
              onClick={() => {
                setOffer(current)
                setDraft(draftOf(current))
                setSpan(spanOf(current, shop.timeZone))
                change.reset()
              }}
            >
              {theirs}
            </Button>
          </p>
        )}
      </form>
    </Dialog>
  )
}

const spanOf = (offer: Offer | undefined, zone: string) => ({
  startsAt: offer ? inputText(zone, Date.parse(offer.startsAt)) : '',
  endsAt: offer?.endsAt ? inputText(zone, Date.parse(offer.endsAt)) : '',
})
