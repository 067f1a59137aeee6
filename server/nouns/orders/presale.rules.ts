/**
 * 预售 (双11, DSP-01): what the buyer was told beforehand is not late. A listing or variant that says 预售 and by when it is
 * sent ("预售 11月30日前发货", "付款后15天内发货", "pre-order, ships by Nov 30") moves the moment by which the order is due;
 * it never brings it nearer than the source says. Only a deadline counts: "11月20日起陆续发货" announces a beginning, and an
 * order of it stays under the source's own date. What is not read with certainty changes nothing.
 */
export interface Ordered {
  /** ISO 8601 with the offset of the clock by which the shop counts its days; empty: not known. */
  placedAt: string
  paidAt: string | null
  lines: readonly { title: string; variant?: string | null | undefined }[]
}

const dayMs = 86_400_000
/** Nobody announces further ahead; more than that is a misreading. */
export const furthestDays = 200
const isPresale = /预售|预定|预购|定金|presale|pre-sale|pre-?order/i

/** The latest moment announced for any of the lines, ISO 8601 in UTC, null where none is: a day counts to its last second. */
export const announcedDispatch = ({ placedAt, paidAt, lines }: Ordered): string | null => {
  const placed = Date.parse(placedAt)
  if (Number.isNaN(placed)) return null
  const offset = offsetOf(placedAt)
  const from = paidAt === null || Number.isNaN(Date.parse(paidAt)) ? placed : Date.parse(paidAt)
  const found = lines
    .flatMap(({ title, variant }) => [title, variant ?? ''])
    .map((text) => text.normalize('NFKC'))
    .filter((text) => isPresale.test(text))
    .flatMap((text) => [
      ...daysAnnounced(text, placed + offset).map((at) => at - offset),
      ...spans(text, from),
    ])
    .filter((at) => at > placed && at <= placed + furthestDays * dayMs)
  return found.length === 0 ? null : new Date(Math.max(...found)).toISOString()
}

/** The later of what the source says and what was announced. */
export const laterOf = (due: string | null, announced: string | null): string | null =>
  announced === null ? due : due === null || Date.parse(due) < Date.parse(announced) ? announced : due

const offsetOf = (iso: string): number => {
  const found = /([+-])(\d{2}):?(\d{2})$/.exec(iso)
  if (!found) return 0
  const minutes = Number(found[2]) * 60 + Number(found[3])
  return (found[1] === '-' ? -1 : 1) * minutes * 60_000
}

const sent = '发货|发出|寄出|出库'
/** A date, and close behind it that it is sent by then; never "from then on". */
const chineseDay = new RegExp(
  `(?:(\\d{4})[年./-])?(\\d{1,2})[月./-](\\d{1,2})[日号]?\\s*(?:(?:24|23:59|24:00)点?)?(?:之?前|以前|内|当天)?\\s*(?:全部|统一|安排)?\\s*(?:${sent})`,
  'gu',
)
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const englishDay =
  /(?:ships?|sent|dispatched|delivery) (?:by|before|on) (?:(\d{4})-(\d{2})-(\d{2})|([a-z]{3})[a-z]*\.? (\d{1,2})(?!\d)(?:,? (\d{4}))?)/gi
const chineseSpan = new RegExp(`(?<!\\d)(\\d{1,3})\\s*[天日](?:之?内)?\\s*(?:${sent})`, 'gu')
const englishSpan = /(?:ships?|sent|dispatched) (?:within|in) (\d{1,3}) days/gi

const spans = (text: string, from: number): number[] =>
  [...text.matchAll(chineseSpan), ...text.matchAll(englishSpan)]
    // "11月30日发货" is a date and no span of thirty days.
    .filter((match) => !/[月./-]\s*$/.test(text.slice(0, match.index)))
    .map((match) => from + Number(match[1]) * dayMs)

/** Ends of days by the shop's clock, as if it were UTC. */
const daysAnnounced = (text: string, placedLocal: number): number[] => [
  ...[...text.matchAll(chineseDay)].flatMap((m) => endOfDay(m[1], Number(m[2]), Number(m[3]), placedLocal)),
  ...[...text.matchAll(englishDay)].flatMap((m) =>
    m[1] === undefined
      ? endOfDay(m[6], months.indexOf((m[4] ?? '').toLowerCase()) + 1, Number(m[5]), placedLocal)
      : endOfDay(m[1], Number(m[2]), Number(m[3]), placedLocal),
  ),
]
/** Without a year: the first such day that is not before the order. */
const endOfDay = (year: string | undefined, month: number, day: number, placedLocal: number): number[] => {
  const at = (inYear: number) => Date.UTC(inYear, month - 1, day, 23, 59, 59)
  const thisYear = new Date(placedLocal).getUTCFullYear()
  const end =
    year !== undefined ? at(Number(year)) : at(thisYear) < placedLocal ? at(thisYear + 1) : at(thisYear)
  const date = new Date(end)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? [end] : []
}
