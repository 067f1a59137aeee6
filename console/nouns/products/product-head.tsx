import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { productStatuses, type ProductStatus } from '#contract/products/kinds.ts'
import type { Product } from '#contract/products/products.ts'
import { api } from '../../parts/api.ts'
import { SelectField, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { OpenLink, PartForm } from './part-form.tsx'
import { productWords } from './product.words.ts'
import { productsWords } from './products.words.ts'
import { useProductChange } from './use-product.ts'
import css from './product.module.css'

/** What it is and what is known of it, in one sentence; name, status, category and brand change in place. */
export function ProductHead({ product, mayWrite }: { product: Product; mayWrite: boolean }) {
  const words = useWords(productWords)
  const { gaps: gapNames, between } = useWords(productsWords)
  const format = useFormat()
  const time = useShopTime()
  const { slug } = useMembership().shop
  const [isOpen, setOpen] = useState(false)
  const { gaps, lastSoldAt } = product
  return (
    <div className={css.lead}>
      <p className={`${css.sentence} song`}>
        {gaps.length === 0
          ? words.lead.complete
          : words.lead.lacks(gaps.map((gap) => gapNames[gap]).join(between))}
      </p>
      <p className={css.about}>
        <span data-status={product.status}>{words.lead.statuses[product.status]}</span>
        {product.category && (
          <Link
            className="figure"
            to="/s/$slug/products"
            params={{ slug }}
            search={{ category: product.category }}
          >
            {product.category}
          </Link>
        )}
        {product.brand && <span>{product.brand}</span>}
        {product.soldOrders > 0 ? (
          <Link className="figure" to="/s/$slug/orders" params={{ slug }} search={{ q: product.name }}>
            {words.lead.sold(format.count(product.soldOrders), format.count(product.soldQuantity))}
          </Link>
        ) : (
          <span>{words.lead.notSold}</span>
        )}
        {lastSoldAt && <span>{words.lead.lastSold(time.latest(lastSoldAt))}</span>}
        <span className={css.quiet}>{words.lead.origins[product.origin]}</span>
        {mayWrite && !isOpen && <OpenLink onOpen={() => setOpen(true)}>{words.edit}</OpenLink>}
      </p>
      {isOpen && <HeadForm product={product} onClose={() => setOpen(false)} />}
    </div>
  )
}

function HeadForm({ product, onClose }: { product: Product; onClose: () => void }) {
  const words = useWords(productWords)
  const change = useProductChange(product.id, onClose)
  const [draft, setDraft] = useState({
    name: product.name,
    status: product.status,
    category: product.category ?? '',
    brand: product.brand ?? '',
  })
  const submit = () =>
    change.mutate(() =>
      api('PATCH /api/products/:id', {
        params: { id: product.id },
        body: {
          name: draft.name,
          status: draft.status,
          category: draft.category.trim() || null,
          brand: draft.brand.trim() || null,
          version: product.version,
        },
      }),
    )
  return (
    <PartForm
      onSubmit={() => draft.name.trim() && submit()}
      onClose={onClose}
      isBusy={change.isPending}
      error={change.error}
    >
      <TextField
        label={words.name}
        autoFocus
        maxLength={200}
        value={draft.name}
        onChange={(e) => setDraft({ ...draft, name: e.target.value })}
      />
      <div className={css.fields}>
        <SelectField
          label={words.status}
          value={draft.status}
          onChange={(e) => setDraft({ ...draft, status: e.target.value as ProductStatus })}
        >
          {productStatuses.map((status) => (
            <option key={status} value={status}>
              {words.lead.statuses[status]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words.category}
          hint={words.categoryHint}
          maxLength={200}
          value={draft.category}
          onChange={(e) => setDraft({ ...draft, category: e.target.value })}
        />
        <TextField
          label={words.brand}
          maxLength={80}
          value={draft.brand}
          onChange={(e) => setDraft({ ...draft, brand: e.target.value })}
        />
      </div>
    </PartForm>
  )
}
