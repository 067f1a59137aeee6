import { useLocation } from '@tanstack/react-router'
import { ApiError } from '../parts/api.ts'
import { currentShop } from '../parts/current-shop.ts'
import { ErrorState } from '../parts/screen-states.tsx'
import css from './screen-failed.module.css'

/** A screen that broke. One whose file is gone (the desk was renewed meanwhile) is mended by loading the page again. */
export function ScreenFailed({ error, reset }: { error: unknown; reset: () => void }) {
  const isInShop = useLocation({ select: (l) => currentShop(l.pathname) !== null })
  const isFileGone = error instanceof TypeError && /import/i.test(error.message)
  const said = isFileGone ? new ApiError('unavailable', 0) : error
  const retry = isFileGone ? () => location.reload() : reset
  return isInShop ? (
    <div className={css.within}><ErrorState error={said} retry={retry} /></div>
  ) : (
    <ErrorState error={said} retry={retry} isPage />
  )
}
