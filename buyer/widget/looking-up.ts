import type { PublicAnswer } from '#contract/knowledge/self-service.ts'
import type { Language } from '#contract/shapes.ts'
import type { Session } from './session.ts'
import type { Store } from './state.ts'

/** Answers that a buyer finds alone, before anybody is asked. Never in the way: a failure shows nothing. */
export interface LookingUp {
  /** Asks for the most asked ones, once, where the buyer has not written yet. */
  offer: () => void
  /** Null when the desk could not be asked. */
  find: (q: string) => Promise<readonly PublicAnswer[] | null>
  say: (id: string, q: string, answered: 'yes' | 'no') => void
}

export function startLookingUp(language: Language, store: Store, session: Session): LookingUp {
  const find = async (q: string) => {
    const answer = await session.call('GET /api/widget/answers', { query: { q: q.slice(0, 120), language } })
    return answer.ok ? answer.value.rows : null
  }
  return {
    find,
    offer: () => {
      const { answers, timeline } = store.get()
      if (answers || timeline.messages.some(({ author }) => author === 'buyer')) return
      void find('').then((rows) => {
        if (rows && rows.length > 0) store.set({ answers: rows })
      })
    },
    say: (id, q, answered) =>
      void session.call('POST /api/widget/answers/:id/verdict', {
        params: { id },
        body: { q: q.slice(0, 120), answered },
      }),
  }
}
