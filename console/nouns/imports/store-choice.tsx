import { useId } from 'react'
import type { Store } from '#contract/staff/shop.ts'
import { useFormat } from '../../parts/format.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'

/** Into which store: one that is there, a new one, or (where `none` says how that is called) no store's. */
export function StoreChoice({
  stores,
  chosen,
  none,
  onChoose,
}: {
  stores: readonly Store[]
  /** An id, `new`, `none`, or empty. */
  chosen: string
  none?: string | undefined
  onChoose: (id: string) => void
}) {
  const words = useWords(importWords).store
  const format = useFormat()
  const name = useId()
  const option = (value: string, label: string, about = '') => (
    <label key={value}>
      <input type="radio" name={name} checked={chosen === value} onChange={() => onChoose(value)} />
      <span>{label}</span>
      {about && <span className={css.quiet}>{about}</span>}
    </label>
  )
  return (
    <fieldset className={css.stores}>
      <legend className="visually-hidden">{words.title}</legend>
      {none !== undefined && option('none', none)}
      {stores.map((store) => option(store.id, store.name, words.orders(format.count(store.orderCount))))}
      {option('new', words.fresh)}
    </fieldset>
  )
}
