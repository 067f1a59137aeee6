import { readOutgoing } from '#contract/guard/read-outgoing.ts'
import type { Readings } from '#nouns/guard/index.ts'
import {
  createAnswering,
  createDebriefs,
  createPractices,
  createQuizzes,
  createRecords,
  createTrainees,
  registerTrainingRoutes,
  type TrainingPorts,
} from '#nouns/training/index.ts'
import type { HttpServer } from '#platform/http/server.ts'

/** Wires training: quizzes, practice, debriefs, newcomers; what is practised is read by the shop's own word guard. */
export const composeTraining = ({
  readings,
  ...ground
}: Pick<TrainingPorts, 'db' | 'clock' | 'directory'> & { readings: Readings }) => {
  const ports: TrainingPorts = {
    ...ground,
    guard: async (shopId, text, language) => {
      const { compiled } = await readings.guardOf(shopId)
      return readOutgoing({ text }, compiled).flatMap(({ reason }) => reason?.[language] ?? [])
    },
    talkedProducts: async (shopId) => {
      const guard = await readings.guardOf(shopId)
      return (tx, conversationId) => readings.productsIn(tx, guard, conversationId)
    },
  }
  const training = {
    quizzes: createQuizzes(ports),
    practices: createPractices(ports),
    debriefs: createDebriefs(ports),
    trainees: createTrainees(ports),
    records: createRecords(ports),
    answering: createAnswering(ports),
  }
  return { ...training, register: (http: HttpServer) => registerTrainingRoutes(http, training) }
}
