import { useState } from 'react'
import { packingFlags, type PackingFlag } from '#contract/products/kinds.ts'
import type { Product } from '#contract/products/products.ts'
import { api } from '../../parts/api.ts'
import { Checkbox, TextArea } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { SmallDiamond } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { OpenLink, PartForm } from './part-form.tsx'
import { productWords } from './product.words.ts'
import { useProductChange } from './use-product.ts'
import css from './product.module.css'

/** How it is packed, what is checked before the box is closed, with which material. */
export function PackagingPart({ product, mayWrite }: { product: Product; mayWrite: boolean }) {
  const { edit, packaging: words, history } = useWords(productWords)
  const time = useShopTime()
  const [isOpen, setOpen] = useState(false)
  const { packaging } = product
  const isEmpty = product.gaps.includes('packaging')
  return (
    <Section
      title={words.title}
      right={
        <>
          {packaging && !isEmpty && (
            <span>{words.updated(packaging.by ?? history.somebody, time.latest(packaging.updatedAt))}</span>
          )}
          {mayWrite && <OpenLink onOpen={() => setOpen(true)}>{isEmpty ? words.write : edit}</OpenLink>}
        </>
      }
    >
      {isOpen ? (
        <PackagingForm product={product} onClose={() => setOpen(false)} />
      ) : isEmpty || !packaging ? (
        <p className={css.nothing}>{words.none}</p>
      ) : (
        <div className={css.pack}>
          <div>
            {packaging.text && <p className={css.packText}>{packaging.text}</p>}
            {packaging.flags.length > 0 && (
              <p className={css.flags}>
                <SmallDiamond />
                {packaging.flags.map((flag) => (
                  <span key={flag}>{words.flagNames[flag]}</span>
                ))}
              </p>
            )}
          </div>
          <div>
            {packaging.checks.length > 0 && (
              <>
                <h3>{words.checks}</h3>
                <ul className={css.checks}>
                  {packaging.checks.map((check, i) => (
                    <li key={i}>{check}</li>
                  ))}
                </ul>
              </>
            )}
            {packaging.materials.length > 0 && (
              <>
                <h3>{words.materials}</h3>
                <ul>
                  {packaging.materials.map((material, i) => (
                    <li key={i}>{material}</li>
                  ))}
                </ul>
              </>
            )}
          </div>
        </div>
      )}
    </Section>
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function PackagingForm({ product, onClose }: { product: Product; onClose: () => void }) {
  const words = useWords(productWords).packaging
  const change = useProductChange(product.id, onClose)
  const { packaging } = product
  const [draft, setDraft] = useState({
    text: packaging?.text ?? '',
    checks: packaging?.checks.join('\n') ?? '',
    materials: packaging?.materials.join('\n') ?? '',
    flags: new Set<PackingFlag>(packaging?.flags),
  })
  const submit = () =>
    change.mutate(() =>
      api('PUT /api/products/:id/packaging', {
        params: { id: product.id },
        body: {
          text: draft.text,
          checks: linesOf(draft.checks),
          materials: linesOf(draft.materials),
          flags: packingFlags.filter((flag) => draft.flags.has(flag)),
          version: product.version,
        },
      }),
    )
  const toggle = (flag: PackingFlag) => {
    const flags = new Set(draft.flags)
    if (!flags.delete(flag)) flags.add(flag)
    setDraft({ ...draft, flags })
  }
  const area = (name: 'text' | 'checks' | 'materials') => ({
    value: draft[name],
    maxLength: 2000,
    rows: 3,
    onChange: (e: { target: { value: string } }) => setDraft({ ...draft, [name]: e.target.value }),
  })
  return (
    <PartForm onSubmit={submit} onClose={onClose} isBusy={change.isPending} error={change.error}>
      <TextArea label={words.text} hint={words.textHint} autoFocus {...area('text')} />
      <div className={css.fields}>
        <TextArea label={words.checks} hint={words.checksHint} {...area('checks')} />
        <TextArea label={words.materials} hint={words.materialsHint} {...area('materials')} />
      </div>
      <fieldset className={controls.field}>
        <legend className={controls.label}>{words.flags}</legend>
        <div className={css.flagBoxes}>
          {packingFlags.map((flag) => (
            <Checkbox
              key={flag}
              label={words.flagNames[flag]}
              checked={draft.flags.has(flag)}
              onChange={() => toggle(flag)}
            />
          ))}
        </div>
      </fieldset>
    </PartForm>
  )
}
