import { packText } from '#contract/knowledge/pack-text.ts'
import type { BesideChatProps } from '../../parts/beside-chat.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { putIntoDraft } from '../conversations/put-draft.ts'
import { documentWords } from './document.words.ts'
import css from './pack.module.css'
import { countItems, useSuiting, useTakePacks } from './use-packs.ts'

/** What goes with the products of this buyer's order, one click from the draft (KB-03). */
export function PackBesideChat({ conversationId }: BesideChatProps) {
  return useHasRole('owner', 'lead', 'agent', 'aftersales') ? (
    <Suiting conversationId={conversationId} />
  ) : null
}

function Suiting({ conversationId }: { conversationId: string }) {
  const words = useWords(documentWords)
  const { data } = useSuiting({ conversationId })
  const take = useTakePacks()
  if (!data) return null
  const { texts, files } = countItems(data.rows)
  if (texts + files === 0) return null
  const put = () =>
    take.mutate(data, { onSuccess: (taken) => void putIntoDraft(conversationId, taken.text, taken.files) })
  return (
    <section className={css.part}>
      <header>
        <h3>{words.pack}</h3>
        <span>
          {texts > 0 && words.pieces(texts)} {files > 0 && words.files(files)}
        </span>
      </header>
      <button
        type="button"
        className={css.say}
        title={packText(data.rows, data.language)}
        disabled={take.isPending}
        onClick={put}
      >
        <span>{data.rows.map(({ productName }) => words.packOf(productName)).join(' ')}</span>
        <b>{words.put}</b>
      </button>
      <ErrorLine error={take.error} />
    </section>
  )
}
