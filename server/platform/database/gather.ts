export interface Gathering<Call, Reply> {
  /** Calls in one statement at most. */
  most: number
  /** So many that wait are worth a second statement beside the first, which commits while the other computes; left out: never. */
  worthASecond?: number
  /** What a call is about; of calls about the same only one is under way, in the order they came. */
  about(call: Call): string
  /** One call by itself. It may wait for whoever holds its rows. */
  alone(call: Call): Promise<Reply>
  /**
   * Two or more calls in one statement: the replies at their places, `undefined` for a call that was left out (its rows are
   * held by somebody) and changed nothing. It must not wait for held rows. When it throws, nothing of it was done.
   */
  together(calls: Call[]): Promise<(Reply | undefined)[]>
  /** Milliseconds after which a statement that is still under way no longer keeps others waiting. */
  patienceMs: number
}

interface Waiting<Call, Reply> {
  call: Call
  resolve(reply: Reply): void
  reject(error: unknown): void
}

/**
 * Calls that come while a statement is under way wait for its end and then go in one statement with one commit: of 16 at
 * once each takes a quarter of the database's work of one alone (95 and 410 us, measured). Nobody waits for company: a call
 * that finds nothing under way goes at once; where many wait already, a second statement goes beside the first. Calls left out
 * of a common statement, and all of one that failed, are tried alone beside the others, so that none suffers for another.
 */
export const gather = <Call, Reply>({
  most,
  worthASecond = Infinity,
  about,
  alone,
  together,
  patienceMs,
}: Gathering<Call, Reply>): ((call: Call) => Promise<Reply>) => {
  let waiting: Waiting<Call, Reply>[] = []
  const underWay = new Set<string>()
  /** Statements that others wait for; what lasts too long is not waited for any more. */
  const awaited = new Set<object>()
  let overtaking: NodeJS.Timeout | undefined

  /** Others first: the database goes on while what was replied is carried away. */
  const release = (mine: object, all: readonly Waiting<Call, Reply>[]) => {
    for (const one of all) underWay.delete(about(one.call))
    if (awaited.delete(mine)) forgetTimer()
    start()
  }
  const goAlone = async (one: Waiting<Call, Reply>, mine: object): Promise<void> => {
    try {
      const reply = await alone(one.call)
      release(mine, [one])
      one.resolve(reply)
    } catch (error) {
      release(mine, [one])
      one.reject(error)
    }
  }
  const apart = (all: readonly Waiting<Call, Reply>[]) => {
    for (const one of all) void goAlone(one, {})
  }
  const goTogether = async (all: Waiting<Call, Reply>[], mine: object): Promise<void> => {
    let replies: (Reply | undefined)[]
    try {
      replies = await together(all.map(({ call }) => call))
    } catch {
      apart(all)
      return release(mine, [])
    }
    const isLeftOut = (_: unknown, i: number) => replies[i] === undefined
    apart(all.filter(isLeftOut))
    release(
      mine,
      all.filter((one, i) => !isLeftOut(one, i)),
    )
    all.forEach((one, i) => {
      const reply = replies[i]
      if (reply !== undefined) one.resolve(reply)
    })
  }

  const take = (): Waiting<Call, Reply>[] => {
    const taken: Waiting<Call, Reply>[] = []
    waiting = waiting.filter((one) => {
      const subject = about(one.call)
      if (taken.length === most || underWay.has(subject)) return true
      underWay.add(subject)
      taken.push(one)
      return false
    })
    return taken
  }
  const hasRoom = () => awaited.size === 0 || (awaited.size === 1 && waiting.length >= worthASecond)
  const start = (): void => {
    while (hasRoom()) {
      const taken = take()
      const [first] = taken
      if (!first) return
      const mine = {}
      awaited.add(mine)
      void (taken.length === 1 ? goAlone(first, mine) : goTogether(taken, mine))
    }
    overtaking ??= waiting.length === 0 ? undefined : setTimeout(overtake, patienceMs)
  }
  const forgetTimer = () => {
    clearTimeout(overtaking)
    overtaking = undefined
  }
  const overtake = () => {
    forgetTimer()
    awaited.clear()
    start()
  }
  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject })
      start()
    })
}
