import { useLocation } from '@tanstack/react-router'
import { ApiError } from '../parts/api.ts'
import { currentShop } from '../parts/current-shop.ts'
import { ErrorState } from '../parts/screen-states.tsx'
import css from './screen-failed.module.css'

/** A screen that broke. One whose file is gone (the desk was renewed meanwhile) is mended by loading the page again. */
export function ScreenFailed({ error, reset }: { error: unknown; reset: () => void }) {
  const isInShop = useLocation({ select: (l) => currentShop(l.pathname) !== null })
  // Browsers and the bundler each have their own words for it.
  const isFileGone = error instanceof Error && /import|preload/i.test(error.message)
  const said = isFileGone ? new ApiError('unavailable', 0) : error
  const retry = isFileGone ? reloadOnceThere : reset
  return isInShop ? (
    <div className={css.within}>
      <ErrorState error={said} retry={retry} />
    </div>
  ) : (
    <ErrorState error={said} retry={retry} isPage />
  )
}

/** Loads the page again, but not while nobody answers: the browser's own error page would not try again. */
function reloadOnceThere(): void {
  void fetch('/healthz').then(
    () => location.reload(),
    () => undefined,
  )
}
