import {
  createDebriefs,
  createPractices,
  createQuizzes,
  createTrainees,
  registerTrainingRoutes,
  type TrainingPorts,
} from '#nouns/training/index.ts'
import type { HttpServer } from '#platform/http/server.ts'

/**
 * Wires training: quizzes, practice, debriefs, newcomers. Without articles a quiz asks about products' facts; without a
 * guard a practice judges seconds, slots and courtesy.
 */
export const composeTraining = ({
  knowledge = async () => [],
  guard = async () => [],
  ...ground
}: Pick<TrainingPorts, 'db' | 'clock' | 'directory'> &
  Partial<Pick<TrainingPorts, 'knowledge' | 'guard'>>) => {
  const ports: TrainingPorts = { ...ground, knowledge, guard }
  const training = {
    quizzes: createQuizzes(ports),
    practices: createPractices(ports),
    debriefs: createDebriefs(ports),
    trainees: createTrainees(ports),
  }
  return { ...training, register: (http: HttpServer) => registerTrainingRoutes(http, training) }
}
