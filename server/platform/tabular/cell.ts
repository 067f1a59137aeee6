import { unguardText } from '../table-writers/guard.rules.ts'

/**
 * What a cell means to say, trimmed. `="351"` and `=""`, by which exporters keep spreadsheet programs from turning
 * ids into numbers, give the bare text; a tab or byte order mark in front goes as well. So does the apostrophe that our own
 * exports put before what a spreadsheet would run.
 */
export function cleanCell(cell: string): string {
  const text = cell.trim()
  const isFormula = text.length >= 3 && text.startsWith('="') && text.endsWith('"')
  return isFormula ? text.slice(2, -1).trim() : unguardText(text)
}

/**
 * Like `cleanCell`, and without the mark for "this is text": `'139`, `"'139`, `"'139"`. Not for names or notes in
 * languages that begin words with an apostrophe ('t Hart).
 */
export function unmarkedCell(cell: string): string {
  let text = cleanCell(cell)
  if (text.startsWith(`"'`)) text = text.slice(1, text.endsWith('"') ? -1 : undefined)
  return text.startsWith("'") ? text.slice(1).trim() : text
}

/** A value for a message: its first characters, copied so that it does not keep the text of the file alive. */
export function shortened(value: string, max = 24): string {
  const characters = Array.from(value.slice(0, max * 2 + 2))
  const short = characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : characters.join('')
  return Buffer.from(short).toString()
}
