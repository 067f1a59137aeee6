import { useState } from 'react'
import type { Campaign } from '#contract/offers/offers.ts'
import { api } from '../../parts/api.ts'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { serverNow } from '../../parts/server-now.ts'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { CampaignForm } from './campaign-form.tsx'
import { campaignWords } from './campaigns.words.ts'
import { useCampaigns, useOfferChange } from './use-offers.ts'
import css from './offers.module.css'

/** Campaigns with the times that were announced, and how many offers hang on each. */
export function Campaigns({ mayWrite }: { mayWrite: boolean }) {
  const words = useWords(campaignWords)
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
      {isAdding && <CampaignForm onClose={() => setAdding(false)} />}
      <ul className={css.campaigns}>
        {rows.map((campaign) => (
          <CampaignRow key={campaign.id} campaign={campaign} mayWrite={mayWrite} />
        ))}
      </ul>
    </Section>
  )
}

function CampaignRow({ campaign, mayWrite }: { campaign: Campaign; mayWrite: boolean }) {
  const words = useWords(campaignWords)
  const time = useShopTime()
  const [isChanging, setChanging] = useState(false)
  const change = useOfferChange<unknown>()
  const params = { id: campaign.id }
  const now = serverNow()
  const isOver = Date.parse(campaign.endsAt) <= now
  const isNow = Date.parse(campaign.startsAt) <= now && !isOver
  if (isChanging)
    return (
      <li>
        <CampaignForm campaign={campaign} onClose={() => setChanging(false)} />
      </li>
    )
  return (
    <li>
      <span>
        <span data-off={isOver || undefined}>{campaign.name}</span>
        <span className={css.about}>
          <span>
            {time.due(campaign.startsAt)} – {time.due(campaign.endsAt)}
          </span>
          {isNow && <span data-state="running">{words.now}</span>}
          {isOver && <span>{words.over}</span>}
          {campaign.offers > 0 && <span>{words.offers(campaign.offers)}</span>}
          <span>{words.announcedAt(time.since(campaign.announcedAt))}</span>
        </span>
        {campaign.note && <span className={css.note}>{campaign.note}</span>}
        {change.error && <ErrorLine error={change.error} />}
      </span>
      {mayWrite && (
        <span className={css.deeds}>
          <button
            type="button"
            className="link"
            aria-label={words.changeOf(campaign.name)}
            onClick={() => setChanging(true)}
          >
            {words.change}
          </button>
          {isNow && (
            <button
              type="button"
              className="link"
              aria-label={`${words.end} ${campaign.name}`}
              disabled={change.isPending}
              onClick={() =>
                change.mutate(() =>
                  api('PATCH /api/campaigns/:id', {
                    params,
                    body: { endsAt: new Date(serverNow()).toISOString(), version: campaign.version },
                  }),
                )
              }
            >
              {words.end}
            </button>
          )}
          {campaign.offers === 0 && (
            <button
              type="button"
              className="link"
              aria-label={`${words.remove} ${campaign.name}`}
              disabled={change.isPending}
              onClick={() => change.mutate(() => api('DELETE /api/campaigns/:id', { params }))}
            >
              {words.remove}
            </button>
          )}
        </span>
      )}
    </li>
  )
}
