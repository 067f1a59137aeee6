/** The order in which a file writes day, month and year; the rest is told from the text. */
export const dateOrders = ['ymd', 'mdy', 'dmy'] as const
export type DateOrder = (typeof dateOrders)[number]

/**
 * The order in which these texts write their dates, where one of them tells: a day above 12 cannot be a month. Null where
 * none does, or they contradict each other.
 */
export function dateOrderOf(texts: readonly string[]): DateOrder | null {
  const seen = new Set<DateOrder>()
  for (const text of texts) {
    const found = /^\s*(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})/.exec(text)
    if (!found) continue
    const [, first = '', second = ''] = found
    if (first.length === 4) seen.add('ymd')
    else if (Number(first) > 12) seen.add('dmy')
    else if (Number(second) > 12) seen.add('mdy')
  }
  const [only] = seen
  return seen.size === 1 ? (only ?? null) : null
}
