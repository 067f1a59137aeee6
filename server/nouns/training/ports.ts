import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { QuizSource } from './quiz.rules.ts'

export interface TrainingPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  /** What the shop knows beside its products' facts: articles as question and answer, some hundreds at most. */
  knowledge: (tx: Tx, shopId: string, language: 'zh' | 'en') => Promise<QuizSource[]>
  /** What the word guard would say to a text, each in one sentence; empty when nothing. */
  guard: (shopId: string, text: string, language: 'zh' | 'en') => Promise<string[]>
}
