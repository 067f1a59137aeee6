import { AppError } from '../http/app-error.ts'

/**
 * Lets at most `most` pieces of work run at once and `longest` wait, for work that is dear in memory or time.
 * @throws AppError request.too_many when more want to wait: a flood is refused before it fills the memory.
 */
export function createTurns(most: number, longest: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= most) {
      if (waiting.length >= longest) throw new AppError('request.too_many')
      // Whoever ends hands the place on, so it is never free for a moment.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
