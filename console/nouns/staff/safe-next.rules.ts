/** Only a path of this desk: an address elsewhere would make our sign-in page somebody's bait. */
export const safeNext = (next: string | undefined): string | null =>
  next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : null
