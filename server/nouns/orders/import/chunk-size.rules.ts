/**
 * How many orders go into one transaction. Many, so that what each transaction costs is paid seldom; not so many that it takes
 * half a second: until it ends, others of the shop wait who bring or merge customers, and so does the log's horizon.
 */

export const firstChunk = 500
const least = 100
const most = 2000
/** Half of what a transaction may take: the next may have more to do than this one. */
const aimMs = 250

/** Orders of the next chunk, after one of `orders` took `tookMs`; it never more than doubles or halves. */
export const nextChunk = (size: number, orders: number, tookMs: number): number => {
  // The rest of a file tells little.
  if (orders < size / 2) return size
  const wanted = tookMs <= 0 ? most : (orders * aimMs) / tookMs
  return Math.round(Math.min(most, size * 2, Math.max(least, size / 2, wanted)))
}

/** Orders have one to three lines; of those with many, fewer go into a chunk. */
export const mostLines = (size: number): number => size * 4
