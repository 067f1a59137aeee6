import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { knowledgeLimits } from '#contract/knowledge/kinds.ts'
import { deleteSynonyms, insertSynonyms, selectSynonyms } from './articles.store.ts'
import type { KnowledgePorts } from './ports.ts'
import { foldText } from './search/fold.ts'

/** The shop's own words that mean the same. They are looked up when somebody asks, so a change counts at once. */
export const createSynonyms = ({ db, clock }: Pick<KnowledgePorts, 'db' | 'clock'>) => {
  const tell = (tx: Tx, id: string, by: string | null, now: Date) =>
    record(tx, now, {
      name: 'knowledge.synonyms_changed',
      subject: id,
      version: 1,
      audience: ['desk'],
      actor: by,
    })
  return {
    list: async (caller: MemberCaller) => ({ rows: await db.inShop(caller.shopId, selectSynonyms) }),
    /** @throws AppError request.invalid when fewer than two different words are left; request.too_large beyond 500 rows. */
    add: (caller: MemberCaller, given: readonly string[]) => {
      const words = [...new Map(given.map((word) => [foldText(word), word.trim()])).entries()]
        .filter(([key]) => key !== '')
        .map(([, word]) => word)
      if (words.length < 2)
        throw new AppError('request.invalid', { problems: [{ path: '/body/words', rule: 'minItems' }] })
      return db.inShop(caller.shopId, async (tx) => {
        if ((await selectSynonyms(tx)).length >= knowledgeLimits.synonymRows)
          throw new AppError('request.too_large')
        const [id, now] = [newId(), clock.now()]
        await insertSynonyms(tx, caller.shopId, { id, words, by: caller.memberId, at: now })
        await tell(tx, id, caller.memberId, now)
        return { id, words }
      })
    },
    remove: (caller: MemberCaller, id: string): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        if (!(await deleteSynonyms(tx, id))) throw notFound()
        await tell(tx, id, caller.memberId, clock.now())
        return {}
      }),
  }
}
export type Synonyms = ReturnType<typeof createSynonyms>
