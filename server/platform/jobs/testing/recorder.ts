import { Type } from 'typebox'
import { handle, jobKind, type JobContext } from '../job.ts'

export const noteNumber = jobKind(
  'testing.note_number',
  Type.Object({ n: Type.Integer() }, { additionalProperties: false }),
)

export interface Noted {
  n: number
  context: JobContext
}

/** A handler that notes what it was given; `reached(count)` resolves once so many were noted. */
export const createRecorder = (
  work: (n: number, context: JobContext) => Promise<void> = () => Promise.resolve(),
) => {
  const noted: Noted[] = []
  let waiting: { count: number; resolve: () => void }[] = []
  const handlers = handle(noteNumber, async ({ n }, context) => {
    noted.push({ n, context })
    for (const wait of waiting) if (noted.length >= wait.count) wait.resolve()
    waiting = waiting.filter((wait) => noted.length < wait.count)
    await work(n, context)
  })
  return {
    noted,
    handlers,
    reached: (count: number) =>
      new Promise<void>((resolve) => {
        if (noted.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
  }
}
