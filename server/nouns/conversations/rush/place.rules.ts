/**
 * 如实告知等待 (双11): a buyer who waits is told how many stand before them and how long that takes at the rate at which buyers
 * are answered now. Nothing is said that is not known: no time without a measured rate, nothing at all to whoever is next.
 * Figures are rounded up, never down, and the more the further away, so that they are kept and seldom change.
 */
export interface Place {
  /** Buyers who are answered before this one; null: not known. */
  ahead: number | null
  waitSeconds: number | null
}
export const unknownPlace: Place = { ahead: null, waitSeconds: null }

/** Of so many answers at least a rate is made. */
export const leastAnswers = 5

/** @param answered answers by people within the last `windowMs` @returns answers per second; null: too few to know. */
export const answeringRate = (answered: number, windowMs: number): number | null =>
  answered < leastAnswers || windowMs <= 0 ? null : answered / (windowMs / 1000)

/** Up to ten exactly, then in steps that are kept for longer. */
export const roundAhead = (ahead: number): number => {
  const step = ahead <= 10 ? 1 : ahead <= 100 ? 5 : ahead <= 1000 ? 50 : 500
  return Math.ceil(ahead / step) * step
}
/** Half minutes at first, then minutes, then five minutes, in seconds. */
export const roundWait = (seconds: number): number => {
  const step = seconds <= 120 ? 30 : seconds <= 1200 ? 60 : 300
  return Math.ceil(seconds / step) * step
}

/** What a buyer with so many before them is told; `rate` in answers per second. */
export const placeToTell = (ahead: number, rate: number | null): Place => {
  if (ahead <= 0) return unknownPlace
  return {
    ahead: roundAhead(ahead),
    // The own answer takes its time as well.
    waitSeconds: rate === null ? null : roundWait((ahead + 1) / rate),
  }
}

/** The message to a buyer who has waited long. Says that it is automatic by its kind; promises nothing. */
export const waitText = ({ ahead, waitSeconds }: Place, language: 'zh' | 'en'): string => {
  const minutes = waitSeconds === null ? null : Math.ceil(waitSeconds / 60)
  if (language === 'zh') {
    if (ahead === null) return '让您久等了。您的问题还没有人答，已经叫了人，答您之前不会关掉。'
    const time = minutes === null ? '要多久现在说不准' : `照现在的速度大约 ${minutes} 分钟`
    return `让您久等了。您前面还有 ${ahead} 位，${time}。您的位置一直留着，不用重发。`
  }
  if (ahead === null)
    return 'We are sorry that you are still waiting. Nobody has answered you yet; somebody has been called.'
  const time =
    minutes === null ? 'how long it takes we cannot say now' : `about ${minutes} min at the present rate`
  return `We are sorry that you are still waiting. ${ahead} before you, ${time}. Your place is kept; no need to write again.`
}
