export { dueRows, nextFireOf, type Shops } from './due-rows.store.ts'
export { createEngine, type DueSource, type Engine } from './engine.ts'
export { isHoldingText } from '#contract/conversations/holding.ts'
export {
  dueFires,
  judgeAnswer,
  nextFire,
  openTurn,
  type ClockSettings,
  type Outcome,
} from './turn-clock.rules.ts'
export { insertTurn, type EndedTurn } from './turns.store.ts'
export { createWordDesk, type WordDesk } from './word-desk.ts'
export { registerWordRoutes } from './words.routes.ts'
export { createWords, type WordListener, type Words } from './words.service.ts'
export { earliestOpenWord, type WordRow } from './words.store.ts'
export { wordTable } from './export.ts'
