import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { relationKinds, type RelationKind } from '#contract/products/kinds.ts'
import type { Product, Relation } from '#contract/products/products.ts'
import { api } from '../../parts/api.ts'
import { SelectField, TextField } from '../../parts/controls.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { OpenLink, PartForm } from './part-form.tsx'
import { productWords } from './product.words.ts'
import { useProductChange } from './use-product.ts'
import css from './product.module.css'

/** Its parts, accessories, spares, companions and gifts; and what it is itself a part of. */
export function RelationPart({ product, mayWrite }: { product: Product; mayWrite: boolean }) {
  const words = useWords(productWords).relations
  const [isOpen, setOpen] = useState(false)
  const hasNone = product.relations.length === 0 && product.relatedFrom.length === 0
  return (
    <Section
      title={words.title}
      right={mayWrite && <OpenLink onOpen={() => setOpen(true)}>{words.add}</OpenLink>}
    >
      {isOpen && <RelationForm product={product} onClose={() => setOpen(false)} />}
      {hasNone && <p className={css.nothing}>{words.none}</p>}
      <ul className={css.rows}>
        {product.relations.map((relation) => (
          <RelationRow
            key={relation.kind + relation.productId}
            said={words.kinds[relation.kind]}
            relation={relation}
            product={mayWrite ? product : null}
          />
        ))}
        {product.relatedFrom.map((relation) => (
          <RelationRow
            key={relation.kind + relation.productId}
            said={words.reverse[relation.kind]}
            relation={relation}
            product={null}
          />
        ))}
      </ul>
    </Section>
  )
}

function RelationRow({
  said,
  relation,
  product,
}: {
  said: string
  relation: Relation
  product: Product | null
}) {
  const { relations: words, remove } = useWords(productWords)
  const { slug } = useMembership().shop
  const change = useProductChange(product?.id ?? '')
  return (
    <li>
      <span className={css.key}>{said}</span>
      <span className={css.grow}>
        <Link className="figure" to="/s/$slug/products/$id" params={{ slug, id: relation.productId }}>
          {relation.name}
        </Link>
        {relation.quantity > 1 && `　${words.times(relation.quantity)}`}
        {relation.note && <span className={css.source}>　{relation.note}</span>}
      </span>
      {product && (
        <OpenLink
          onOpen={() =>
            change.mutate(() =>
              api('DELETE /api/products/:id/relations/:kind/:otherId', {
                params: { id: product.id, kind: relation.kind, otherId: relation.productId },
              }),
            )
          }
        >
          {remove}
        </OpenLink>
      )}
    </li>
  )
}

function RelationForm({ product, onClose }: { product: Product; onClose: () => void }) {
  const { relations: words, add } = useWords(productWords)
  const change = useProductChange(product.id, onClose)
  const [draft, setDraft] = useState({ kind: 'accessory' as RelationKind, quantity: '1', note: '' })
  const [other, setOther] = useState<{ id: string; name: string } | null>(null)
  const submit = () => {
    if (!other) return
    const quantity = Math.min(10_000, Math.max(1, Number.parseInt(draft.quantity, 10) || 1))
    change.mutate(() =>
      api('POST /api/products/:id/relations', {
        params: { id: product.id },
        body: { productId: other.id, kind: draft.kind, quantity, note: draft.note.trim() || null },
      }),
    )
  }
  return (
    <PartForm onSubmit={submit} onClose={onClose} isBusy={change.isPending} error={change.error} label={add}>
      <FindProduct without={product.id} chosen={other} onChoose={setOther} />
      <div className={css.fields}>
        <SelectField
          label={words.kind}
          value={draft.kind}
          onChange={(e) => setDraft({ ...draft, kind: e.target.value as RelationKind })}
        >
          {relationKinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.kinds[kind]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words.quantity}
          inputMode="numeric"
          maxLength={5}
          value={draft.quantity}
          onChange={(e) => setDraft({ ...draft, quantity: e.target.value })}
        />
        <TextField
          label={words.note}
          maxLength={200}
          value={draft.note}
          onChange={(e) => setDraft({ ...draft, note: e.target.value })}
        />
      </div>
    </PartForm>
  )
}

/** A product by a piece of its name or code. */
export function FindProduct({
  without,
  chosen,
  onChoose,
  isQuiet = false,
  label,
}: {
  without: string
  chosen: { id: string; name: string } | null
  onChoose: (product: { id: string; name: string } | null) => void
  /** It is one field of many and takes no focus by itself. */
  isQuiet?: boolean
  /** Where «which product» does not say for what. */
  label?: string
}) {
  const words = useWords(productWords).relations
  const memberId = useMembership().id
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['products', memberId, 'find', q],
    queryFn: ({ signal }) => api('GET /api/products', { query: { q, limit: 6 }, signal }),
    enabled: q !== '' && !chosen,
    placeholderData: (before) => before,
  })
  const rows = (found.data?.rows ?? []).filter(({ id }) => id !== without)
  return (
    <div>
      <TextField
        label={label ?? words.product}
        autoFocus={!isQuiet}
        autoComplete="off"
        maxLength={100}
        placeholder={words.find}
        value={chosen ? chosen.name : text}
        problem={q !== '' && !chosen && found.isSuccess && rows.length === 0 && words.noMatch}
        onChange={(e) => {
          onChoose(null)
          setText(e.target.value)
        }}
      />
      {!chosen && q !== '' && rows.length > 0 && (
        <ul className={css.found}>
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => onChoose({ id: row.id, name: row.name })}>
                <span>{row.name}</span>
                <span className={css.quiet}>{row.matched?.shown ?? row.code ?? ''}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
