import { Checkbox } from '../../parts/controls.tsx'
import { useShop } from '../../parts/use-shop.ts'
import { useWords } from '../../parts/words.tsx'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

/** In which stores an offer holds; a shop with one has nothing to choose. */
export function StoreFields({
  chosen,
  onChoose,
}: {
  chosen: readonly string[]
  onChoose: (ids: string[]) => void
}) {
  const words = useWords(offersWords).editor
  const stores = useShop().data?.stores ?? []
  if (stores.length < 2) return null
  return (
    <fieldset className={css.group}>
      <legend>{words.stores}</legend>
      {stores.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={chosen.includes(id)}
          onChange={(e) => onChoose(e.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
        />
      ))}
      {chosen.length === 0 && <p className={css.quiet}>{words.storesHint}</p>}
    </fieldset>
  )
}
