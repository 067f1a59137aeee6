import { useState, type FormEvent } from 'react'
import { audiences, offerKinds, type Audience, type OfferKind } from '#contract/offers/kinds.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, SelectField, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { instantOfInput } from '../../parts/shop-time.rules.ts'
import { useWords } from '../../parts/words.tsx'
import { decimalsOf } from '../products/money-input.rules.ts'
import { FindProduct } from '../products/relation-part.tsx'
import { emptyDraft, fieldsOf, readDraft, type DraftProblem, type OfferDraft } from './offer-draft.rules.ts'
import { offersWords } from './offers.words.ts'
import { useOfferChange } from './use-offers.ts'
import css from './offers.module.css'

/** Writes a new offer: the kind first, then only the fields it has. */
export function OfferEditor({ onClose }: { onClose: () => void }) {
  const { editor: words, kinds, audiences: forWhom } = useWords(offersWords)
  const { shop } = useMembership()
  const [draft, setDraft] = useState<OfferDraft>(emptyDraft)
  const [wasAsked, setAsked] = useState(false)
  const change = useOfferChange(onClose)
  const read = readDraft(draft, decimalsOf(shop.currency))
  const put = (more: Partial<OfferDraft>) => setDraft((before) => ({ ...before, ...more }))
  const problems = wasAsked && 'problems' in read ? read.problems : []
  const instant = (text: string) => {
    const at = text === '' ? null : instantOfInput(shop.timeZone, text)
    return at === null ? null : new Date(at).toISOString()
  }
  const save = (state: 'running' | 'draft') => {
    setAsked(true)
    if ('problems' in read) return
    change.mutate(() =>
      api('POST /api/offers', {
        body: {
          name: draft.name.trim(),
          kind: read.given.kind,
          terms: read.given.terms as unknown as Record<string, unknown>,
          audience: draft.audience,
          productIds: read.productIds,
          storeIds: [],
          startsAt: instant(draft.startsAt),
          endsAt: instant(draft.endsAt),
          campaignId: null,
          state,
        },
      }),
    )
  }
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      isDrawer
      foot={
        <>
          <Button kind="filled" isBusy={change.isPending} onClick={() => save('running')}>
            {words.saveRunning}
          </Button>
          <Button isBusy={change.isPending} onClick={() => save('draft')}>
            {words.saveDraft}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        noValidate
        onSubmit={(e: FormEvent) => {
          e.preventDefault()
          save('running')
        }}
      >
        <SelectField
          label={words.kind}
          value={draft.kind}
          onChange={(e) => put({ kind: e.target.value as OfferKind })}
        >
          {offerKinds.map((kind) => (
            <option key={kind} value={kind}>
              {kinds[kind]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words.name}
          hint={words.nameHint}
          maxLength={60}
          value={draft.name}
          problem={problems.includes('name') && words.needName}
          onChange={(e) => put({ name: e.target.value })}
        />
        <TermFields draft={draft} problems={problems} onPut={put} />
        <ProductFields draft={draft} problems={problems} onPut={put} />
        <SelectField
          label={words.audience}
          value={draft.audience}
          onChange={(e) => put({ audience: e.target.value as Audience })}
        >
          {audiences.map((audience) => (
            <option key={audience} value={audience}>
              {forWhom[audience]}
            </option>
          ))}
        </SelectField>
        <div className={css.pair}>
          <TextField
            label={words.startsAt}
            hint={words.nowHint}
            type="datetime-local"
            value={draft.startsAt}
            onChange={(e) => put({ startsAt: e.target.value })}
          />
          <TextField
            label={words.endsAt}
            hint={words.neverHint}
            type="datetime-local"
            value={draft.endsAt}
            onChange={(e) => put({ endsAt: e.target.value })}
          />
        </div>
        {change.error && <ErrorLine error={change.error} />}
      </form>
    </Dialog>
  )
}

interface PartProps {
  draft: OfferDraft
  problems: readonly DraftProblem[]
  onPut: (more: Partial<OfferDraft>) => void
}

function TermFields({ draft, problems, onPut }: PartProps) {
  const words = useWords(offersWords).editor
  const fields = fieldsOf[draft.kind]
  const has = (field: (typeof fields)[number]) => fields.includes(field)
  const bad = (field: DraftProblem, said: string) => problems.includes(field) && said
  const isFromNeeded = draft.kind === 'money_off' || draft.kind === 'half_year_gift'
  const field = (name: 'from' | 'off' | 'percent' | 'price', label: string, hint?: string) =>
    has(name) && (
      <TextField
        key={name}
        label={label}
        hint={hint}
        inputMode="decimal"
        maxLength={14}
        value={draft[name]}
        problem={bad(name, words.badAmount)}
        onChange={(e) => onPut({ [name]: e.target.value })}
      />
    )
  return (
    <>
      <div className={css.pair}>
        {field('from', isFromNeeded ? words.from : words.fromZero)}
        {field('off', words.off)}
        {field('percent', words.percent, words.percentHint)}
        {field('price', words.price)}
      </div>
      {has('text') && (
        <TextField
          label={draft.kind === 'bundle' ? words.reason : words.gift}
          maxLength={80}
          value={draft.text}
          problem={bad('text', words.needText)}
          onChange={(e) => onPut({ text: e.target.value })}
        />
      )}
      {has('perEach') && (
        <Checkbox
          label={words.perEach}
          checked={draft.isPerEach}
          onChange={(e) => onPut({ isPerEach: e.target.checked })}
        />
      )}
      {has('stacks') && (
        <Checkbox
          label={words.stacks}
          checked={draft.stacks}
          onChange={(e) => onPut({ stacks: e.target.checked })}
        />
      )}
    </>
  )
}

function ProductFields({ draft, problems, onPut }: PartProps) {
  const words = useWords(offersWords).editor
  const isOwnList = draft.kind === 'special' || draft.kind === 'bundle'
  const add = (product: { id: string; name: string } | null) => {
    if (product && !draft.products.some(({ id }) => id === product.id))
      onPut({ products: [...draft.products, { ...product, price: '' }] })
  }
  return (
    <div>
      <FindProduct key={draft.products.length} without="" chosen={null} onChoose={add} isQuiet />
      {!isOwnList && draft.products.length === 0 && <p className={css.quiet}>{words.productsAll}</p>}
      {problems.includes('products') && (
        <p className={css.problem} role="alert">
          {draft.kind === 'special' && draft.products.length > 0 ? words.badAmount : words.needProduct}
        </p>
      )}
      <ul className={css.chosen}>
        {draft.products.map((product) => (
          <li key={product.id}>
            <span>{product.name}</span>
            {draft.kind === 'special' && (
              <TextField
                label={`${words.specialPrice} ${product.name}`}
                isLabelHidden
                inputMode="decimal"
                placeholder={words.specialPrice}
                maxLength={14}
                value={product.price}
                onChange={(e) =>
                  onPut({
                    products: draft.products.map((one) =>
                      one.id === product.id ? { ...one, price: e.target.value } : one,
                    ),
                  })
                }
              />
            )}
            <button
              type="button"
              className="link"
              onClick={() => onPut({ products: draft.products.filter(({ id }) => id !== product.id) })}
            >
              {words.remove}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
