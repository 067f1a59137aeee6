import type { CreatedShop } from '#nouns/staff/index.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { composeDesk } from '../desk.ts'
import { goods } from './cast.ts'
import { articles, facts } from './knowledge.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>

/** What the demo shop knows of its goods, in its own language: so that search, quizzes, cards and self-service live there. */
export const writeKnowledge = async (
  past: ComposedDesk,
  shop: CreatedShop,
  owner: MemberCaller,
): Promise<void> => {
  const { language } = shop
  const { rows } = await past.catalogue.desk.listById(owner, { limit: 200 }, null)
  const ids = goods.map((good) =>
    rows.flatMap((row) => ([good.zh, good.en].some((name) => row.name.startsWith(name)) ? [row.id] : [])),
  )
  for (const { good, section, mark, isPublic = false, ...said } of articles) {
    const { title, answer, questions, body = '' } = said[language]
    const productIds = good === null ? [] : (ids[good] ?? [])
    if (mark === 'trial' && productIds.length === 0) continue
    await past.knowledge.articles.add(owner, {
      section,
      language,
      ...(mark && { mark }),
      title,
      answer,
      questions,
      body,
      isPublic,
      productIds,
      approve: true,
    })
  }
  for (const { good, unit = null, ...said } of facts)
    for (const id of ids[good] ?? []) {
      const [key, value, source] = said[language]
      await past.catalogue.parts.addFact(owner, id, { key, value, unit, source, language })
    }
}
