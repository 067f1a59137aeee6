import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Shop } from '#contract/staff/shop.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice, SelectField, TextField } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { meKey, useHasRole, useMembership } from '../../parts/session.tsx'
import { useShop } from '../../parts/use-shop.ts'
import { useWords } from '../../parts/words.tsx'
import { currencies, zones } from '../staff/places.ts'
import { FurtherShops } from './further-shops.tsx'
import { settingsWords } from './settings.words.ts'
import css from './settings.module.css'

/** Name, language, zone and currency of the shop. */
export function ShopForm() {
  const words = useWords(settingsWords)
  const shop = useShop()
  if (shop.error && !shop.data)
    return <ErrorState error={shop.error} thing={words.shop} retry={() => void shop.refetch()} />
  if (!shop.data) return <Loading lines={4} />
  return <Form key={shop.data.id} shop={shop.data} />
}

function Form({ shop }: { shop: Shop }) {
  const words = useWords(settingsWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const isOwner = useHasRole('owner')
  const [draft, setDraft] = useState({
    name: shop.name,
    language: shop.language,
    timeZone: shop.timeZone,
    currency: shop.currency,
  })
  const save = useMutation({
    mutationFn: () => api('PATCH /api/shop', { body: { ...draft, name: draft.name.trim() } }),
    onSuccess: (reply) => {
      client.setQueryData(['shop', id], reply)
      void client.invalidateQueries({ queryKey: meKey })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (draft.name.trim()) save.mutate()
  }
  return (
    <>
      <form className={css.form} onSubmit={submit}>
        {!isOwner && <p className={css.lead}>{words.ownerOnly}</p>}
        <fieldset disabled={!isOwner} className={css.fields}>
          <TextField
            label={words.shopName}
            maxLength={80}
            required
            value={draft.name}
            onChange={(e) => setDraft({ ...draft, name: e.target.value })}
          />
          <TextField label={words.slug} value={shop.slug} readOnly />
          <Choice
            label={words.language}
            value={draft.language}
            onChange={(language) => setDraft({ ...draft, language })}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: words.languages[value] }))}
          />
          <span />
          <SelectField
            label={words.zone}
            value={draft.timeZone}
            onChange={(e) => setDraft({ ...draft, timeZone: e.target.value })}
          >
            {zones(draft.timeZone).map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </SelectField>
          <SelectField
            label={words.currency}
            value={draft.currency}
            onChange={(e) => setDraft({ ...draft, currency: e.target.value })}
          >
            {currencies(draft.currency).map((code) => (
              <option key={code}>{code}</option>
            ))}
          </SelectField>
        </fieldset>
        <ErrorLine error={save.error} />
        {isOwner && (
          <p className={css.formActions}>
            <Button kind="filled" type="submit" isBusy={save.isPending}>
              {words.save}
            </Button>
            <span role="status">{save.isSuccess && words.saved}</span>
          </p>
        )}
      </form>
      {isOwner && <FurtherShops />}
    </>
  )
}
