import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { findLinks } from './links/find-links.ts'
import { readEarlierNames } from './pinyin/read-names.ts'

const stretchMs = 3_000

/** What goes on behind the desk: names get their pinyin, new rows are looked through for links. A stretch of some seconds. */
export const knowCustomersBetter = async (ports: { db: Database; clock: Clock }): Promise<void> => {
  const end = ports.clock.now().getTime() + stretchMs
  const isOver = () => ports.clock.now().getTime() >= end
  await readEarlierNames(ports, isOver)
  if (!isOver()) await findLinks(ports, isOver)
}
