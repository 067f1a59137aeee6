import { useWords } from '../../parts/words.tsx'
import css from './likely.module.css'
import { likelyWords } from './likely.words.ts'
import { useLastAsked, useSayAnswered } from './use-likely.ts'

/** Did the answer that was sent answer? The buyer's next words may say it; otherwise one click. */
export function LastAnswer({ conversationId }: { conversationId: string }) {
  const words = useWords(likelyWords)
  const { data } = useLastAsked(conversationId)
  const say = useSayAnswered(conversationId)
  const asked = data?.asked
  if (!asked?.isSent) return null
  if (asked.answered !== 'unknown')
    return (
      <p className={css.did} role="status">
        {words.was[asked.answered]}
      </p>
    )
  return (
    <p className={css.did}>
      <span>{words.did}</span>
      {(['yes', 'no'] as const).map((answered) => (
        <button
          key={answered}
          type="button"
          className="link"
          disabled={say.isPending}
          onClick={() => say.mutate({ id: asked.id, answered })}
        >
          {words[answered]}
        </button>
      ))}
    </p>
  )
}
