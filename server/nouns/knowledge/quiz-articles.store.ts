import { sql } from 'kysely'
import { plainAnswer } from '#contract/knowledge/plain-answer.ts'
import type { Mark } from '#contract/knowledge/kinds.ts'
import type { Tx } from '#platform/database/database.ts'

/** An article as something to be asked. `family`: articles whose answers could be taken for each other. */
export interface AskableArticle {
  id: string
  question: string
  answer: string
  family: string
}
const most = 300
const longestAnswer = 160

/**
 * Articles in force as question and answer, the newest first; among examples of feeling the other examples are what could be
 * said wrongly (KB-11).
 */
export const quizArticles = async (
  tx: Tx,
  shopId: string,
  language: 'zh' | 'en',
): Promise<AskableArticle[]> => {
  const { rows } = await sql<{
    id: string
    title: string
    answer: string
    mark: Mark | null
    section: string
  }>`
    select id, title, answer, mark, section from knowledge.v_articles
    where shop_id = ${shopId}::uuid and language = ${language} and answer <> '' order by updated_at desc, id limit ${most}`.execute(
    tx,
  )
  return rows.flatMap(({ id, title, answer, mark, section }) => {
    const said = plainAnswer(answer, language)
    return said === null || said === '' || said.length > longestAnswer
      ? []
      : [{ id: `article:${id}`, question: title, answer: said, family: mark ?? section }]
  })
}
