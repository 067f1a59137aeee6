import { useState, type FormEvent } from 'react'
import type { Campaign, Offer } from '#contract/offers/offers.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { serverNow } from '../../parts/server-now.ts'
import { useMembership } from '../../parts/session.tsx'
import { instantOfInput } from '../../parts/shop-time.rules.ts'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { offersWords } from './offers.words.ts'
import { useCampaigns, useOfferChange } from './use-offers.ts'
import css from './offers.module.css'

/** Campaigns with the times that were announced, and how many offers hang on each. */
export function Campaigns({ offers, mayWrite }: { offers: readonly Offer[]; mayWrite: boolean }) {
  const words = useWords(offersWords).campaigns
  const campaigns = useCampaigns()
  const [isAdding, setAdding] = useState(false)
  const rows = campaigns.data?.rows ?? []
  if (rows.length === 0 && !mayWrite) return null
  return (
    <Section
      title={words.title}
      right={
        mayWrite &&
        !isAdding && (
          <button type="button" className="link" onClick={() => setAdding(true)}>
            {words.add}
          </button>
        )
      }
    >
      {campaigns.error && <ErrorLine error={campaigns.error} />}
      {rows.length === 0 && !isAdding && <p className={css.quiet}>{words.lead}</p>}
      {isAdding && <NewCampaign onClose={() => setAdding(false)} />}
      <ul className={css.codes}>
        {rows.map((campaign) => (
          <CampaignRow
            key={campaign.id}
            campaign={campaign}
            count={offers.filter(({ campaignId }) => campaignId === campaign.id).length}
          />
        ))}
      </ul>
    </Section>
  )
}

function CampaignRow({ campaign, count }: { campaign: Campaign; count: number }) {
  const words = useWords(offersWords).campaigns
  const time = useShopTime()
  const now = serverNow()
  const isOver = Date.parse(campaign.endsAt) <= now
  const isNow = Date.parse(campaign.startsAt) <= now && !isOver
  return (
    <li>
      <span data-off={isOver || undefined}>{campaign.name}</span>
      <span className={css.quiet}>{count > 0 && words.offers(count)}</span>
      <span className={css.about}>
        <span>
          {time.due(campaign.startsAt)} – {time.due(campaign.endsAt)}
        </span>
        {isNow && <span data-state="running">{words.now}</span>}
        {campaign.note && <span>{campaign.note}</span>}
      </span>
    </li>
  )
}

const empty = { name: '', startsAt: '', endsAt: '', note: '' }

function NewCampaign({ onClose }: { onClose: () => void }) {
  const words = useWords(offersWords).campaigns
  const { timeZone } = useMembership().shop
  const [draft, setDraft] = useState(empty)
  const [wasAsked, setAsked] = useState(false)
  const change = useOfferChange(onClose)
  const startsAt = instantOfInput(timeZone, draft.startsAt)
  const endsAt = instantOfInput(timeZone, draft.endsAt)
  const isReady = draft.name.trim() !== '' && startsAt !== null && endsAt !== null && endsAt > startsAt
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (!isReady) return
    const note = draft.note.trim()
    change.mutate(() =>
      api('POST /api/campaigns', {
        body: {
          name: draft.name.trim(),
          startsAt: new Date(startsAt).toISOString(),
          endsAt: new Date(endsAt).toISOString(),
          ...(note !== '' && { note }),
        },
      }),
    )
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <div className={css.pair}>
        <TextField
          label={words.name}
          autoFocus
          maxLength={60}
          value={draft.name}
          onChange={(e) => setDraft({ ...draft, name: e.target.value })}
        />
        <TextField
          label={words.starts}
          type="datetime-local"
          value={draft.startsAt}
          onChange={(e) => setDraft({ ...draft, startsAt: e.target.value })}
        />
        <TextField
          label={words.ends}
          type="datetime-local"
          value={draft.endsAt}
          onChange={(e) => setDraft({ ...draft, endsAt: e.target.value })}
        />
      </div>
      <TextField
        label={words.note}
        maxLength={500}
        value={draft.note}
        onChange={(e) => setDraft({ ...draft, note: e.target.value })}
      />
      {wasAsked && !isReady && (
        <p className={css.problem} role="alert">
          {words.needed}
        </p>
      )}
      <ErrorLine error={change.error} />
      <p className={css.deeds}>
        <Button type="submit" isBusy={change.isPending}>
          {words.save}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
      </p>
    </form>
  )
}
