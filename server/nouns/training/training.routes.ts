import {
  addDebriefTask,
  answerPractice,
  answerQuiz,
  endCertificate,
  endDebriefTask,
  endTrainee,
  giveCertificate,
  listDebriefs,
  listTasks,
  readMyTraining,
  readTeamTraining,
  readUncertified,
  setTrainee,
  startPractice,
  startQuiz,
  writeDebrief,
} from '#contract/training/training.ts'
import { readTrainingRecord } from '#contract/training/record.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Answering } from './answering.ts'
import type { Debriefs } from './debriefs.ts'
import type { Practices } from './practices.ts'
import type { Quizzes } from './quizzes.ts'
import type { Records } from './records.ts'
import type { Trainees } from './trainees.ts'

export const registerTrainingRoutes = (
  http: HttpServer,
  {
    quizzes,
    practices,
    debriefs,
    trainees,
    answering,
    records,
  }: {
    quizzes: Quizzes
    practices: Practices
    debriefs: Debriefs
    trainees: Trainees
    answering: Answering
    records: Records
  },
): void => {
  http.route(readMyTraining, ({ caller }) => trainees.mine(caller))
  http.route(startQuiz, ({ caller, body }) => quizzes.start(caller, body))
  http.route(answerQuiz, ({ caller, params, body }) => quizzes.answer(caller, params.id, body))
  http.route(startPractice, ({ caller, body }) => practices.start(caller, body))
  http.route(answerPractice, ({ caller, params, body }) => practices.answer(caller, params.id, body))
  http.route(writeDebrief, ({ caller, body }) => debriefs.write(caller, body))
  http.route(listDebriefs, ({ caller, query }) => debriefs.list(caller, query))
  http.route(addDebriefTask, ({ caller, params, body }) => debriefs.addTask(caller, params.id, body))
  http.route(endDebriefTask, ({ caller, params, body }) => debriefs.endTask(caller, params.id, body))
  http.route(listTasks, ({ caller, query }) => debriefs.tasks(caller, query))
  http.route(readTeamTraining, ({ caller }) => trainees.team(caller))
  http.route(setTrainee, ({ caller, params, body }) => trainees.setTrainee(caller, params.id, body))
  http.route(endTrainee, ({ caller, params }) => trainees.endTrainee(caller, params.id))
  http.route(giveCertificate, ({ caller, body }) => trainees.give(caller, body))
  http.route(readUncertified, ({ caller, params }) => answering.uncertified(caller, params.id))
  http.route(readTrainingRecord, ({ caller, params }) => records.read(caller, params.id))
  http.route(endCertificate, ({ caller, params }) => trainees.take(caller, params.id))
}
