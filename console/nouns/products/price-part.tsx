import { useState } from 'react'
import { priceKinds, type PriceKind } from '#contract/products/kinds.ts'
import type { Price, Product } from '#contract/products/products.ts'
import { api, ApiError } from '../../parts/api.ts'
import { SelectField, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { Section } from '../../parts/screen.tsx'
import { serverNow } from '../../parts/server-now.ts'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { instantOfInput } from '../../parts/shop-time.rules.ts'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { decimalsOf, readMinor } from './money-input.rules.ts'
import { OpenLink, PartForm } from './part-form.tsx'
import { productWords } from './product.words.ts'
import { useProductChange } from './use-product.ts'
import css from './product.module.css'

/** Prices in force and planned; the earlier ones stay and open below. */
export function PricePart({ product, mayWrite }: { product: Product; mayWrite: boolean }) {
  const words = useWords(productWords).prices
  const seesCost = useHasRole('owner', 'lead', 'finance')
  const [isOpen, setOpen] = useState(false)
  const [isAll, setAll] = useState(false)
  const now = new Date(serverNow()).toISOString()
  const held = product.prices
    .filter(({ validTo }) => validTo === null || validTo > now)
    .sort((one, other) => priceKinds.indexOf(one.kind) - priceKinds.indexOf(other.kind))
  const past = product.prices.filter(({ validTo }) => validTo !== null && validTo <= now)
  return (
    <Section
      title={words.title}
      right={
        <>
          {!seesCost && <span>{words.costHidden}</span>}
          {mayWrite && <OpenLink onOpen={() => setOpen(true)}>{words.add}</OpenLink>}
        </>
      }
    >
      {isOpen && <PriceForm product={product} onClose={() => setOpen(false)} />}
      {product.prices.length === 0 && <p className={css.nothing}>{words.none}</p>}
      <ul className={css.rows}>
        {held.map((price) => (
          <PriceRow key={price.id} product={product} price={price} now={now} mayWrite={mayWrite} />
        ))}
      </ul>
      {past.length > 0 && (
        <p className={css.toggle}>
          <button type="button" className="figure" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {isAll ? words.hide : words.history(past.length)}
          </button>
        </p>
      )}
      {isAll && (
        <ul className={`${css.rows} ${css.old}`}>
          {past.map((price) => (
            <PriceRow key={price.id} product={product} price={price} now={now} mayWrite={false} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function PriceRow({
  product,
  price,
  now,
  mayWrite,
}: {
  product: Product
  price: Price
  now: string
  mayWrite: boolean
}) {
  const words = useWords(productWords).prices
  const format = useFormat()
  const time = useShopTime()
  const change = useProductChange(product.id)
  const sku = product.skus.length > 1 ? product.skus.find(({ id }) => id === price.skuId) : undefined
  return (
    <li>
      <span className={css.key}>{words.kinds[price.kind]}</span>
      <span className={css.amount}>{format.money(price.amount)}</span>
      <span className={css.grow}>
        {product.skus.length > 1 && <span>{sku ? sku.variant || sku.code : words.all}　</span>}
        <span className={css.source}>
          {price.validFrom > now
            ? words.planned(time.due(price.validFrom))
            : words.since(format.day(price.validFrom))}
          {price.validTo && ` ${words.until(format.day(price.validTo))}`}
          {[price.note, price.by ?? (price.source === 'import' ? words.imported : null)]
            .filter(Boolean)
            .map((text) => `　${text}`)}
        </span>
      </span>
      {mayWrite && (
        <OpenLink
          onOpen={() =>
            change.mutate(() =>
              api('DELETE /api/products/:id/prices/:priceId', {
                params: { id: product.id, priceId: price.id },
              }),
            )
          }
        >
          {words.end}
        </OpenLink>
      )}
    </li>
  )
}

function PriceForm({ product, onClose }: { product: Product; onClose: () => void }) {
  const words = useWords(productWords).prices
  const { shop } = useMembership()
  const change = useProductChange(product.id, onClose)
  const [draft, setDraft] = useState({ kind: 'list' as PriceKind, skuId: '', amount: '', from: '', note: '' })
  const [wasAsked, setAsked] = useState(false)
  const minor = readMinor(draft.amount, decimalsOf(shop.currency))
  const isPlanned =
    change.error instanceof ApiError &&
    change.error.code === 'state.conflict' &&
    'planned' in change.error.details
  const skus = product.skus.filter(({ isArchived }) => !isArchived)
  const submit = () => {
    setAsked(true)
    if (minor === null) return
    const from = draft.from === '' ? null : instantOfInput(shop.timeZone, draft.from)
    change.mutate(() =>
      api('POST /api/products/:id/prices', {
        params: { id: product.id },
        body: {
          kind: draft.kind,
          skuId: draft.skuId || null,
          amount: { minor, currency: shop.currency },
          note: draft.note.trim() || null,
          ...(from === null ? {} : { validFrom: new Date(from).toISOString() }),
        },
      }),
    )
  }
  return (
    <PartForm
      onSubmit={submit}
      onClose={onClose}
      isBusy={change.isPending}
      error={isPlanned ? null : change.error}
    >
      <div className={css.fields}>
        <SelectField
          label={words.kind}
          value={draft.kind}
          problem={isPlanned && words.plannedFirst}
          onChange={(e) => setDraft({ ...draft, kind: e.target.value as PriceKind })}
        >
          {priceKinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.kinds[kind]}
            </option>
          ))}
        </SelectField>
        {skus.length > 1 && (
          <SelectField
            label={words.forSku}
            value={draft.skuId}
            onChange={(e) => setDraft({ ...draft, skuId: e.target.value })}
          >
            <option value="">{words.all}</option>
            {skus.map((sku) => (
              <option key={sku.id} value={sku.id}>
                {sku.variant || sku.code}
              </option>
            ))}
          </SelectField>
        )}
        <TextField
          label={words.amount(shop.currency)}
          inputMode="decimal"
          autoFocus
          maxLength={20}
          value={draft.amount}
          problem={wasAsked && minor === null && words.bad}
          onChange={(e) => setDraft({ ...draft, amount: e.target.value })}
        />
        <TextField
          label={words.from}
          hint={words.fromHint}
          type="datetime-local"
          value={draft.from}
          onChange={(e) => setDraft({ ...draft, from: e.target.value })}
        />
        <TextField
          label={words.note}
          hint={words.noteHint}
          maxLength={200}
          value={draft.note}
          onChange={(e) => setDraft({ ...draft, note: e.target.value })}
        />
      </div>
    </PartForm>
  )
}
