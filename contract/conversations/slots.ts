/**
 * Slots of a phrase [PHR-02, PHR-07]: `{address}`, `{order}` … are filled from what the desk knows; any other
 * `{name}`, and a blank `____`, is asked of the agent. A text with a slot still open
 * cannot be sent. The console asks and the server refuses by this one rule.
 */

/** Half-open range of UTF-16 offsets, as a textarea selects. */
export interface Range {
  start: number
  end: number
}
export interface OpenSlot extends Range {
  /** The name in the braces; empty for a blank. */
  name: string
}
/** A filled phrase: `filled` are the ranges that came from slots, `open` those that could not be filled. */
export interface FilledPhrase {
  text: string
  filled: Range[]
  open: OpenSlot[]
}

const slot = /\{([^{}\n]{1,40})\}|_{3,}|＿{2,}/g

/** The slots still open in a text, in order. */
export function openSlots(text: string): OpenSlot[] {
  return [...text.matchAll(slot)].map((match) => ({
    name: match[1]?.trim() ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** Fills what `values` knows. A value that is empty or only blanks does not fill. */
export function fillSlots(template: string, values: Readonly<Record<string, string>>): FilledPhrase {
  let text = ''
  let from = 0
  const filled: Range[] = []
  for (const open of openSlots(template)) {
    const value = Object.hasOwn(values, open.name) ? (values[open.name] ?? '') : ''
    if (open.name === '' || value.trim() === '') continue
    text += template.slice(from, open.start)
    filled.push({ start: text.length, end: text.length + value.length })
    text += value
    from = open.end
  }
  text += template.slice(from)
  // A value may itself hold braces (a nick such as `{猫}`): only what the template left open counts here.
  const isFilled = (range: Range) => filled.some((one) => range.start >= one.start && range.end <= one.end)
  return { text, filled, open: openSlots(text).filter((range) => !isFilled(range)) }
}

/** The open slot after `caret`, or before it when `backwards`; goes round at the ends. Null when none is open. */
export function nextOpenSlot(text: string, caret: Range, backwards = false): OpenSlot | null {
  const slots = openSlots(text)
  const found = backwards
    ? slots.findLast((one) => one.end <= caret.start && !(one.start === caret.start && one.end === caret.end))
    : slots.find((one) => one.start >= caret.end)
  return found ?? (backwards ? slots.at(-1) : slots[0]) ?? null
}
