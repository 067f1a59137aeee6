import { useState } from 'react'
import { SelectField, TextField } from '../../parts/controls.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { currencies, guessedPlace, zones } from './places.ts'
import { isSlug, slugFor } from './slug.rules.ts'
import { staffWords } from './staff.words.ts'
import css from './threshold.module.css'

/** A shop that is being opened; its address follows from the name until it is typed. */
export function useShopDraft(email: string) {
  const [language] = useLanguage()
  const [typed, setTyped] = useState({ name: '', slug: null as string | null, ...guessedPlace(language) })
  const slug = typed.slug ?? slugFor(typed.name, email)
  return {
    shop: { name: typed.name.trim(), slug, timeZone: typed.timeZone, currency: typed.currency },
    name: typed.name,
    isComplete: typed.name.trim() !== '' && isSlug(slug),
    change: (part: Partial<typeof typed>) => setTyped({ ...typed, ...part }),
  }
}

/** Name, address, zone and currency of a new shop. */
export function ShopFields({
  draft,
  wasAsked,
}: {
  draft: ReturnType<typeof useShopDraft>
  wasAsked: boolean
}) {
  const words = useWords(staffWords)
  const { shop, change } = draft
  return (
    <>
      <TextField
        label={words.setup.shopName}
        autoFocus
        maxLength={80}
        value={draft.name}
        problem={wasAsked && !shop.name ? words.empty : undefined}
        onChange={(e) => change({ name: e.target.value })}
      />
      <TextField
        label={words.setup.slug}
        value={shop.slug}
        maxLength={40}
        spellCheck={false}
        autoCapitalize="none"
        hint={
          <>
            {location.host}/s/<b>{shop.slug}</b>　{words.setup.slugHint}
          </>
        }
        problem={isSlug(shop.slug) ? undefined : words.setup.slugWrong}
        onChange={(e) => change({ slug: e.target.value.toLowerCase() })}
      />
      <div className={css.pair}>
        <SelectField
          label={words.setup.zone}
          value={shop.timeZone}
          onChange={(e) => change({ timeZone: e.target.value })}
        >
          {zones(shop.timeZone).map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </SelectField>
        <SelectField
          label={words.setup.currency}
          value={shop.currency}
          onChange={(e) => change({ currency: e.target.value })}
        >
          {currencies(shop.currency).map((code) => (
            <option key={code}>{code}</option>
          ))}
        </SelectField>
      </div>
    </>
  )
}
