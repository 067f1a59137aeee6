import { NotFound } from '../parts/screen-states.tsx'
import css from './screen-failed.module.css'

/** An address that is no screen of this shop; the menu stays. */
export const NothingHere = () => (
  <div className={css.within}>
    <NotFound />
  </div>
)
