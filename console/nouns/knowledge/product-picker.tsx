import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Edition } from '#contract/knowledge/knowledge.ts'
import { api } from '../../parts/api.ts'
import { SearchBox } from '../../parts/search-box.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { articleWords } from './article.words.ts'
import css from './article.module.css'

/** Products that an article is about. */
export function ProductPicker({
  products,
  onChange,
}: {
  products: Edition['products']
  onChange: (products: Edition['products']) => void
}) {
  const words = useWords(articleWords)
  const memberId = useMembership().id
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: ['products to tie', memberId, q],
    queryFn: ({ signal }) => api('GET /api/products', { query: { q, limit: 6 }, signal }),
    enabled: q !== '',
  })
  const rows =
    q === '' ? [] : (found.data?.rows ?? []).filter(({ id }) => products.every((one) => one.id !== id))
  return (
    <fieldset className={css.products}>
      <legend>{words.products}</legend>
      <div className={css.about}>
        {products.map((product) => (
          <button
            key={product.id}
            type="button"
            className="figure"
            title={words.removeProduct(product.name)}
            aria-label={words.removeProduct(product.name)}
            onClick={() => onChange(products.filter((one) => one.id !== product.id))}
          >
            {product.name} ×
          </button>
        ))}
      </div>
      <SearchBox label={words.addProduct} hint={words.productHint} value={q} onSearch={setQ} />
      {rows.length > 0 && (
        <ul>
          {rows.map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                className="link"
                onClick={() => {
                  onChange([...products, { id, name }])
                  setQ('')
                }}
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}
