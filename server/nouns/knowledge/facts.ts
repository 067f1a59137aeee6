import type { FoundFact } from '#contract/knowledge/knowledge.ts'
import type { Tx } from '#platform/database/database.ts'
import { namesOfProducts } from './articles.store.ts'
import { factNames, rankFacts, sentenceOf } from './facts.rules.ts'
import { readConcepts } from './search/concepts.rules.ts'
import { foldPlain, foldText } from './search/fold.ts'
import { selectFacts } from './talk.store.ts'

const names = readConcepts(
  factNames.map((line, i) => ({ id: `f${i}`, names: line.split('|').map(foldText) })),
)
const mostFacts = 3
const mostAsked = 160

/** Facts in force of these products that answer a question (KB-12). */
export const factsOf = async (
  tx: Tx,
  question: string,
  productIds: readonly string[],
): Promise<FoundFact[]> => {
  const facts = await selectFacts(tx, productIds)
  const ranked = rankFacts(foldPlain(question.slice(0, mostAsked)), facts, foldPlain, names, mostFacts)
  if (ranked.length === 0) return []
  const products = await namesOfProducts(
    tx,
    ranked.map(({ fact }) => fact.product_id),
  )
  return ranked.map(({ fact, score }) => {
    const productName = products.get(fact.product_id) ?? ''
    return {
      id: fact.id,
      productId: fact.product_id,
      productName,
      key: fact.key,
      language: fact.language,
      source: fact.source,
      sentence: sentenceOf(fact, productIds.length > 1 ? productName : null),
      score: Math.round(score * 1000) / 1000,
    }
  })
}
