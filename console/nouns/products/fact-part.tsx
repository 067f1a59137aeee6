import { useState } from 'react'
import type { Product, ProductFact } from '#contract/products/products.ts'
import { api } from '../../parts/api.ts'
import { SelectField, TextField } from '../../parts/controls.tsx'
import { Section } from '../../parts/screen.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { OpenLink, PartForm } from './part-form.tsx'
import { productWords } from './product.words.ts'
import { useProductChange } from './use-product.ts'
import css from './product.module.css'

/** What may be claimed of it, each with the source by which it is known. */
export function FactPart({ product, mayWrite }: { product: Product; mayWrite: boolean }) {
  const words = useWords(productWords).facts
  const [isOpen, setOpen] = useState(false)
  return (
    <Section
      title={words.title}
      right={mayWrite && <OpenLink onOpen={() => setOpen(true)}>{words.add}</OpenLink>}
    >
      {isOpen && <FactForm product={product} onClose={() => setOpen(false)} />}
      {product.facts.length === 0 && <p className={css.nothing}>{words.none}</p>}
      <ul className={css.rows}>
        {product.facts.map((fact) => (
          <FactRow key={fact.id} product={product} fact={fact} mayWrite={mayWrite} />
        ))}
      </ul>
    </Section>
  )
}

function FactRow({ product, fact, mayWrite }: { product: Product; fact: ProductFact; mayWrite: boolean }) {
  const words = useWords(productWords)
  const time = useShopTime()
  const change = useProductChange(product.id)
  return (
    <li>
      <span className={css.key}>{fact.key}</span>
      <span className={css.grow} lang={fact.language === 'zh' ? 'zh-CN' : 'en'}>
        {fact.value}
        {fact.unit && ` ${fact.unit}`}
      </span>
      <span className={css.source}>
        {fact.sourceUrl ? (
          <a className="figure" href={fact.sourceUrl} target="_blank" rel="noreferrer">
            {fact.source}
          </a>
        ) : (
          fact.source
        )}
        {'　'}
        {words.facts.checked(fact.by ?? words.history.byImport, time.latest(fact.checkedAt))}
      </span>
      {mayWrite && (
        <OpenLink
          onOpen={() =>
            change.mutate(() =>
              api('DELETE /api/products/:id/facts/:factId', { params: { id: product.id, factId: fact.id } }),
            )
          }
        >
          {words.facts.end}
        </OpenLink>
      )}
    </li>
  )
}

function FactForm({ product, onClose }: { product: Product; onClose: () => void }) {
  const { add, facts: words } = useWords(productWords)
  const [shown] = useLanguage()
  const change = useProductChange(product.id, onClose)
  const [draft, setDraft] = useState({
    key: '',
    value: '',
    unit: '',
    source: '',
    sourceUrl: '',
    language: shown,
  })
  const [wasAsked, setAsked] = useState(false)
  const isUrlBad = draft.sourceUrl !== '' && !/^https?:\/\/\S+$/.test(draft.sourceUrl)
  const submit = () => {
    setAsked(true)
    if (!draft.key.trim() || !draft.value.trim() || !draft.source.trim() || isUrlBad) return
    change.mutate(() =>
      api('POST /api/products/:id/facts', {
        params: { id: product.id },
        body: { ...draft, unit: draft.unit.trim() || null, sourceUrl: draft.sourceUrl || null },
      }),
    )
  }
  const field = (name: 'key' | 'value' | 'unit' | 'source' | 'sourceUrl', maxLength: number) => ({
    value: draft[name],
    maxLength,
    onChange: (e: { target: { value: string } }) => setDraft({ ...draft, [name]: e.target.value }),
  })
  const needed = (text: string) => wasAsked && !text.trim() && words.needed
  return (
    <PartForm onSubmit={submit} onClose={onClose} isBusy={change.isPending} error={change.error} label={add}>
      <div className={css.fields}>
        <TextField
          label={words.key}
          hint={words.keyHint}
          autoFocus
          {...field('key', 60)}
          problem={needed(draft.key)}
        />
        <TextField label={words.value} {...field('value', 500)} problem={needed(draft.value)} />
        <TextField label={words.unit} {...field('unit', 20)} />
        <TextField
          label={words.source}
          hint={words.sourceHint}
          {...field('source', 200)}
          problem={needed(draft.source)}
        />
        <TextField label={words.sourceUrl} {...field('sourceUrl', 500)} problem={isUrlBad && words.badUrl} />
        <SelectField
          label={words.language}
          value={draft.language}
          onChange={(e) => setDraft({ ...draft, language: e.target.value as 'zh' | 'en' })}
        >
          {(['zh', 'en'] as const).map((language) => (
            <option key={language} value={language}>
              {words.languages[language]}
            </option>
          ))}
        </SelectField>
      </div>
    </PartForm>
  )
}
