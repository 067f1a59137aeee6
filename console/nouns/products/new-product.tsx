import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState, type FormEvent } from 'react'
import { api, ApiError } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { decimalsOf, readMinor } from './money-input.rules.ts'
import { productsWords } from './products.words.ts'
import css from './products.module.css'

const blank = { name: '', category: '', brand: '', code: '', barcode: '', price: '' }

/** A product by hand: a name is enough. Opens it when it is made. */
export function NewProduct({ onClose }: { onClose: () => void }) {
  const words = useWords(productsWords).create
  const { shop, id: memberId } = useMembership()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useId()
  const [draft, setDraft] = useState(blank)
  const [wasAsked, setAsked] = useState(false)
  const minor = draft.price.trim() === '' ? null : readMinor(draft.price, decimalsOf(shop.currency))
  const isPriceBad = draft.price.trim() !== '' && minor === null
  const create = useMutation({
    mutationFn: () =>
      api('POST /api/products', {
        body: {
          name: draft.name,
          status: 'on_sale',
          category: draft.category.trim() || null,
          brand: draft.brand.trim() || null,
          code: draft.code.trim() || null,
          barcode: draft.barcode.trim() || null,
          price: minor === null ? null : { minor, currency: shop.currency },
        },
      }),
    onSuccess: (product) => {
      void client.invalidateQueries({ queryKey: ['products', memberId] })
      client.setQueryData(['product', memberId, product.id], product)
      onClose()
      void navigate({ to: '/s/$slug/products/$id', params: { slug: shop.slug, id: product.id } })
    },
  })
  const isTaken = create.error instanceof ApiError && create.error.code === 'name.taken'
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (draft.name.trim() && !isPriceBad) create.mutate()
  }
  const field = (name: keyof typeof blank, maxLength: number) => ({
    value: draft[name],
    maxLength,
    autoComplete: 'off',
    onChange: (e: { target: { value: string } }) => setDraft({ ...draft, [name]: e.target.value }),
  })
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button kind="filled" type="submit" form={form} isBusy={create.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={submit} noValidate>
        <TextField
          label={words.name}
          hint={words.nameHint}
          autoFocus
          {...field('name', 200)}
          problem={wasAsked && !draft.name.trim() && words.empty}
        />
        <div className={css.pair}>
          <TextField label={words.category} hint={words.categoryHint} {...field('category', 200)} />
          <TextField label={words.brand} {...field('brand', 80)} />
          <TextField label={words.code} {...field('code', 64)} problem={isTaken && words.taken} />
          <TextField label={words.barcode} inputMode="numeric" {...field('barcode', 40)} />
          <TextField
            label={words.price(shop.currency)}
            inputMode="decimal"
            {...field('price', 20)}
            problem={wasAsked && isPriceBad && words.badPrice}
          />
        </div>
      </form>
      {create.error && !isTaken && <ErrorLine error={create.error} />}
    </Dialog>
  )
}
