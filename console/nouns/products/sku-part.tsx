import { useState } from 'react'
import type { Product, Sku } from '#contract/products/products.ts'
import { api, ApiError } from '../../parts/api.ts'
import { TextArea, TextField } from '../../parts/controls.tsx'
import { SmallDiamond } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useWords } from '../../parts/words.tsx'
import { OpenLink, PartForm } from './part-form.tsx'
import { productWords } from './product.words.ts'
import { isNameTaken, useProductChange } from './use-product.ts'
import css from './product.module.css'

/** The SKUs with their codes and barcodes; a wrong check digit is pointed out. */
export function SkuPart({ product, mayWrite }: { product: Product; mayWrite: boolean }) {
  const words = useWords(productWords).skus
  /** The SKU that is open, or `new`. */
  const [open, setOpen] = useState<string | null>(null)
  const close = () => setOpen(null)
  return (
    <Section
      title={words.title}
      right={mayWrite && <OpenLink onOpen={() => setOpen('new')}>{words.add}</OpenLink>}
    >
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{words.columns.variant}</th>
              <th scope="col">{words.columns.code}</th>
              <th scope="col">{words.columns.barcodes}</th>
              <th scope="col">{words.columns.weight}</th>
              <th scope="col">{words.columns.unit}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {product.skus.map((sku) =>
              open === sku.id ? (
                <tr key={sku.id}>
                  <td colSpan={6}>
                    <SkuForm product={product} sku={sku} onClose={close} />
                  </td>
                </tr>
              ) : (
                <SkuRow key={sku.id} sku={sku} onOpen={mayWrite ? () => setOpen(sku.id) : null} />
              ),
            )}
          </tbody>
        </table>
      </div>
      {open === 'new' && <SkuForm product={product} sku={null} onClose={close} />}
    </Section>
  )
}

function SkuRow({ sku, onOpen }: { sku: Sku; onOpen: (() => void) | null }) {
  const words = useWords(productWords)
  const { skus } = words
  const weight = sku.weightGrams
  return (
    <tr data-off={sku.isArchived || undefined}>
      <td>
        {sku.variant || <span className={css.quiet}>{skus.only}</span>}
        {sku.isArchived && <span className={css.quiet}>　{skus.archived}</span>}
      </td>
      <td>{sku.code ?? <span className={`${css.quiet} ${css.unsaid}`}>{words.none}</span>}</td>
      <td>
        {sku.barcodes.length === 0 && <span className={`${css.quiet} ${css.unsaid}`}>{words.none}</span>}
        {sku.barcodes.map(({ code, isCheckRight }) => (
          <span key={code} className={css.barcode}>
            {code}
            {isCheckRight === false && (
              <span className={css.barcode}>
                <SmallDiamond />
                <span className={css.wrong}>{skus.wrongCheck}</span>
              </span>
            )}
          </span>
        ))}
      </td>
      <td>
        {weight === null ? (
          <span className={`${css.quiet} ${css.unsaid}`}>{words.none}</span>
        ) : weight >= 1000 ? (
          skus.kilos(String(weight / 1000))
        ) : (
          skus.grams(String(weight))
        )}
      </td>
      <td>{sku.unit ?? ''}</td>
      <td>{onOpen && <OpenLink onOpen={onOpen}>{words.edit}</OpenLink>}</td>
    </tr>
  )
}

/** `颜色:米白;尺码:M` as pairs where every part has a name; else the text itself is the variant. */
const variantBody = (text: string) => {
  const parts = text
    .split(/[;；]/)
    .map((part) => /^\s*([^:：]{1,40})[:：]\s*(.{1,80}?)\s*$/.exec(part))
    .map((found) => (found ? { name: (found[1] ?? '').trim(), value: found[2] ?? '' } : null))
  const pairs = parts.filter((pair) => pair !== null)
  return pairs.length === parts.length && pairs.length <= 6
    ? { options: pairs }
    : { options: [], variant: text.trim() }
}

function SkuForm({ product, sku, onClose }: { product: Product; sku: Sku | null; onClose: () => void }) {
  const words = useWords(productWords).skus
  const change = useProductChange(product.id, onClose)
  const [draft, setDraft] = useState({
    variant: sku
      ? sku.options.map(({ name, value }) => (name ? `${name}:${value}` : value)).join(';') || sku.variant
      : '',
    code: sku?.code ?? '',
    barcodes: sku?.barcodes.map(({ code }) => code).join('\n') ?? '',
    weight: sku?.weightGrams?.toString() ?? '',
    unit: sku?.unit ?? '',
  })
  const isWeightBad = !/^\d{0,8}$/.test(draft.weight.trim())
  const isBarcodeBad =
    change.error instanceof ApiError && JSON.stringify(change.error.details).includes('/body/barcodes/')
  const body = () => ({
    ...variantBody(draft.variant),
    code: draft.code.trim() || null,
    barcodes: draft.barcodes.split(/\s+/).filter((code) => code !== ''),
    weightGrams: draft.weight.trim() === '' ? null : Number(draft.weight),
    unit: draft.unit.trim() || null,
  })
  const send = (more: { isArchived?: boolean } = {}) =>
    change.mutate(() =>
      sku
        ? api('PATCH /api/products/:id/skus/:skuId', {
            params: { id: product.id, skuId: sku.id },
            body: { ...body(), ...more, version: product.version },
          })
        : api('POST /api/products/:id/skus', { params: { id: product.id }, body: body() }),
    )
  const field = (name: keyof typeof draft, maxLength: number) => ({
    value: draft[name],
    maxLength,
    autoComplete: 'off',
    onChange: (e: { target: { value: string } }) => setDraft({ ...draft, [name]: e.target.value }),
  })
  return (
    <PartForm
      onSubmit={() => !isWeightBad && send()}
      onClose={onClose}
      isBusy={change.isPending}
      error={isBarcodeBad ? null : change.error}
      more={
        sku &&
        product.skus.length > 1 && (
          <OpenLink onOpen={() => send({ isArchived: !sku.isArchived })}>
            {sku.isArchived ? words.restore : words.archive}
          </OpenLink>
        )
      }
    >
      <div className={css.fields}>
        <TextField
          label={words.columns.variant}
          hint={words.variantHint}
          autoFocus
          {...field('variant', 120)}
        />
        <TextField
          label={words.columns.code}
          {...field('code', 64)}
          problem={isNameTaken(change.error) && words.taken}
        />
        <TextField
          label={words.weight}
          inputMode="numeric"
          {...field('weight', 9)}
          problem={isWeightBad && words.badWeight}
        />
        <TextField label={words.columns.unit} {...field('unit', 40)} />
      </div>
      <TextArea
        label={words.columns.barcodes}
        hint={words.barcodesHint}
        rows={2}
        {...field('barcodes', 800)}
        problem={isBarcodeBad && words.badBarcode}
      />
    </PartForm>
  )
}
