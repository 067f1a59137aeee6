import { Slip } from '../../parts/marks/slip.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import css from './composer.module.css'
import { composerWords } from './composer.words.ts'

/** The word that sending will note. */
export function WordBar({
  word,
  onEdit,
  onDrop,
}: {
  word: { what: string; dueAt: string }
  onEdit: () => void
  onDrop: () => void
}) {
  const words = useWords(composerWords)
  const due = useShopTime().since(word.dueAt)
  return (
    <p className={css.note}>
      <Slip state="draft" isSilent />
      <span>
        {words.notes}
        <b>{words.wordLine(word.what, due)}</b>
      </span>
      <button type="button" className="link" onClick={onEdit}>
        {words.change}
      </button>
      <button type="button" className="link" onClick={onDrop}>
        {words.remove}
      </button>
    </p>
  )
}
