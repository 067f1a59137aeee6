/**
 * How many orders go into one transaction. Many, so that what each transaction costs is paid seldom; not so many that it takes
 * half a second: until it ends, others of the shop wait who bring or merge customers, and so does the log's horizon.
 */

export const firstChunk = 500
const least = 100
const most = 2000
/** Half of what a transaction may take: the next may have more to do than this one. */
const aimMs = 250
/**
 * While buyers write: what a chunk leaves in the journal is written out at its commit, and a message's commit waits behind it. With
 * 250 ms the slowest twentieth of messages took 17–21 ms instead of 5, with 40 ms 9; the import takes half as long again.
 */
const besideBuyersMs = 40
/** How long after a buyer turned to the shop its chat is taken to go on. */
export const stillWritingMs = 5 * 60_000

/** Orders of the next chunk, after one of `orders` took `tookMs`; it never more than doubles or halves. */
export const nextChunk = (
  size: number,
  orders: number,
  tookMs: number,
  areBuyersWriting: boolean,
): number => {
  // The rest of a file tells little.
  if (orders < size / 2) return size
  const aim = areBuyersWriting ? besideBuyersMs : aimMs
  const wanted = tookMs <= 0 ? most : (orders * aim) / tookMs
  return Math.round(Math.min(most, size * 2, Math.max(least, size / 2, wanted)))
}

/** Orders have one to three lines; of those with many, fewer go into a chunk. */
export const mostLines = (size: number): number => size * 4
