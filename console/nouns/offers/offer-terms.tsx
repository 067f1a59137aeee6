import { Checkbox, Choice, TextField } from '../../parts/controls.tsx'
import { useWords } from '../../parts/words.tsx'
import { FindProduct } from '../products/relation-part.tsx'
import {
  draftLimits,
  emptyGift,
  fieldsOf,
  type DraftGift,
  type DraftProblem,
  type OfferDraft,
} from './offer-draft.rules.ts'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

export interface FieldsProps {
  draft: OfferDraft
  problems: readonly DraftProblem[]
  onPut: (more: Partial<OfferDraft>) => void
}

/** What it gives: only the fields that its kind has. */
export function TermFields(props: FieldsProps) {
  const { draft, problems, onPut } = props
  const words = useWords(offersWords).editor
  const fields = fieldsOf(draft)
  const field = (
    name: 'from' | 'off' | 'percent' | 'most' | 'price' | 'perCustomer',
    label: string,
    hint?: string,
  ) =>
    fields.includes(name) && (
      <TextField
        key={name}
        label={label}
        hint={hint}
        inputMode="decimal"
        maxLength={14}
        value={draft[name]}
        problem={
          problems.includes(name) &&
          (name === 'percent' ? words.badPercent : name === 'perCustomer' ? words.badCount : words.badAmount)
        }
        onChange={(e) => onPut({ [name]: e.target.value })}
      />
    )
  return (
    <>
      {fields.includes('tiers') && <TierFields {...props} />}
      {fields.includes('by') && (
        <Choice
          label={words.by}
          value={draft.by}
          onChange={(by) => onPut({ by })}
          options={[
            { value: 'off', label: words.byOff },
            { value: 'percent', label: words.byPercent },
          ]}
        />
      )}
      <div className={css.pair}>
        {field('from', draft.kind === 'half_year_gift' ? words.from : words.fromZero)}
        {field('off', words.off)}
        {field('percent', words.percent, words.percentHint)}
        {field('most', words.most, words.mostHint)}
        {field('price', words.price)}
        {field('perCustomer', words.perCustomer)}
      </div>
      {fields.includes('gifts') && <GiftFields {...props} />}
      {fields.includes('reason') && (
        <TextField
          label={words.reason}
          maxLength={200}
          value={draft.reason}
          problem={problems.includes('reason') && words.needText}
          onChange={(e) => onPut({ reason: e.target.value })}
        />
      )}
      {fields.includes('perEach') && draft.tiers.length === 1 && (
        <Checkbox
          label={words.perEach}
          checked={draft.isPerEach}
          onChange={(e) => onPut({ isPerEach: e.target.checked })}
        />
      )}
      {fields.includes('stacks') && (
        <Checkbox
          label={words.stacks}
          checked={draft.stacks}
          onChange={(e) => onPut({ stacks: e.target.checked })}
        />
      )}
    </>
  )
}

/** 满 199 减 20，满 399 减 50: each step takes more than the one before. */
function TierFields({ draft, problems, onPut }: FieldsProps) {
  const words = useWords(offersWords).editor
  const { tiers } = draft
  const set = (at: number, more: Partial<OfferDraft['tiers'][number]>) =>
    onPut({ tiers: tiers.map((tier, i) => (i === at ? { ...tier, ...more } : tier)) })
  return (
    <div className={css.group}>
      {tiers.map((tier, i) => (
        <div key={i} className={css.step}>
          <TextField
            label={words.step(words.from, i + 1, tiers.length)}
            inputMode="decimal"
            maxLength={14}
            value={tier.from}
            onChange={(e) => set(i, { from: e.target.value })}
          />
          <TextField
            label={words.step(words.off, i + 1, tiers.length)}
            inputMode="decimal"
            maxLength={14}
            value={tier.off}
            onChange={(e) => set(i, { off: e.target.value })}
          />
          {tiers.length > 1 && (
            <button
              type="button"
              className="link"
              onClick={() => onPut({ tiers: tiers.filter((_, at) => at !== i) })}
            >
              {words.remove}
            </button>
          )}
        </div>
      ))}
      {problems.includes('tiers') && (
        <p className={css.problem} role="alert">
          {words.badTiers}
        </p>
      )}
      {tiers.length < draftLimits.tiers && (
        <p>
          <button
            type="button"
            className="link"
            onClick={() => onPut({ tiers: [...tiers, { from: '', off: '' }] })}
          >
            {words.addTier}
          </button>
        </p>
      )}
    </div>
  )
}

/** A gift by its name; chosen from the goods, it is counted as one. */
function GiftFields({ draft, problems, onPut }: FieldsProps) {
  const words = useWords(offersWords).editor
  const { gifts } = draft
  const most = draft.kind === 'gift' ? draftLimits.gifts : 1
  const set = (at: number, more: Partial<DraftGift>) =>
    onPut({ gifts: gifts.map((gift, i) => (i === at ? { ...gift, ...more } : gift)) })
  return (
    <div className={css.group}>
      {gifts.slice(0, most).map((gift, i) => (
        <div key={i} className={css.step}>
          {gift.productId === null ? (
            <TextField
              label={words.step(words.gift, i + 1, gifts.length)}
              maxLength={80}
              value={gift.name}
              onChange={(e) => set(i, { name: e.target.value })}
            />
          ) : (
            <p className={css.isProduct}>
              <b>{gift.name}</b>
              <button type="button" className="link" onClick={() => set(i, { productId: null })}>
                {words.notProduct}
              </button>
            </p>
          )}
          <TextField
            label={words.step(words.quantity, i + 1, gifts.length)}
            inputMode="numeric"
            maxLength={2}
            value={gift.quantity}
            onChange={(e) => set(i, { quantity: e.target.value })}
          />
          {gifts.length > 1 && (
            <button
              type="button"
              className="link"
              onClick={() => onPut({ gifts: gifts.filter((_, at) => at !== i) })}
            >
              {words.remove}
            </button>
          )}
        </div>
      ))}
      <FindProduct
        key={gifts.map(({ productId }) => productId).join(' ')}
        without=""
        chosen={null}
        isQuiet
        label={words.giftProduct}
        onChoose={(product) => {
          if (!product) return
          const chosen = { productId: product.id, name: product.name, quantity: '1' }
          const free = gifts.findIndex(({ name }) => name.trim() === '')
          onPut({
            gifts:
              most === 1
                ? [chosen]
                : free >= 0
                  ? gifts.map((gift, i) => (i === free ? chosen : gift))
                  : [...gifts, chosen].slice(0, most),
          })
        }}
      />
      {problems.includes('gifts') && (
        <p className={css.problem} role="alert">
          {words.badGifts}
        </p>
      )}
      {gifts.length < most && (
        <p>
          <button type="button" className="link" onClick={() => onPut({ gifts: [...gifts, emptyGift] })}>
            {words.addGift}
          </button>
        </p>
      )}
    </div>
  )
}
