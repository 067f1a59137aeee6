import { TextField } from '../../parts/controls.tsx'
import { useWords } from '../../parts/words.tsx'
import { FindProduct } from '../products/relation-part.tsx'
import type { OfferDraft } from './offer-draft.rules.ts'
import type { FieldsProps } from './offer-terms.tsx'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

type Chosen = OfferDraft['products'][number]

/** For which goods it holds; of special prices and bundles also at what price and how many. */
export function ProductFields({ draft, problems, onPut }: FieldsProps) {
  const words = useWords(offersWords).editor
  const { kind, products } = draft
  const isOwnList = kind === 'special' || kind === 'bundle'
  const add = (product: { id: string; name: string } | null) => {
    if (product && !products.some(({ id }) => id === product.id))
      onPut({ products: [...products, { ...product, price: '', quantity: '1' }] })
  }
  const set = (id: string, more: Partial<Chosen>) =>
    onPut({ products: products.map((one) => (one.id === id ? { ...one, ...more } : one)) })
  return (
    <div className={css.group}>
      <FindProduct
        key={products.length}
        without=""
        chosen={null}
        onChoose={add}
        isQuiet
        label={kind === 'special' || kind === 'bundle' ? words.productsOf[kind] : words.products}
      />
      {!isOwnList && products.length === 0 && <p className={css.quiet}>{words.productsAll}</p>}
      {problems.includes('products') && (
        <p className={css.problem} role="alert">
          {kind === 'bundle' ? words.needTwo : products.length > 0 ? words.badAmount : words.needProduct}
        </p>
      )}
      <ul className={css.chosen} data-own={isOwnList || undefined}>
        {products.map((product) => (
          <li key={product.id}>
            <span>{product.name}</span>
            {kind === 'special' && (
              <TextField
                label={`${words.specialPrice} ${product.name}`}
                isLabelHidden
                inputMode="decimal"
                placeholder={words.specialPrice}
                maxLength={14}
                value={product.price}
                onChange={(e) => set(product.id, { price: e.target.value })}
              />
            )}
            {kind === 'bundle' && (
              <TextField
                label={`${words.quantity} ${product.name}`}
                isLabelHidden
                inputMode="numeric"
                placeholder={words.quantity}
                maxLength={2}
                value={product.quantity}
                onChange={(e) => set(product.id, { quantity: e.target.value })}
              />
            )}
            <button
              type="button"
              className="link"
              onClick={() => onPut({ products: products.filter(({ id }) => id !== product.id) })}
            >
              {words.remove}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
