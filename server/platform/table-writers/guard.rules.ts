/**
 * Spreadsheet programs run a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return (or the full-width forms,
 * which some fold first) as a formula, and what buyers write ends up in cells (RPT-08). Such a text gets an apostrophe in
 * front, the programs' own mark for "this is text". A text that would look like a marked one gets one more, so that
 * the mark can be taken off again without a doubt.
 */
const dangerous = /^'*[=+\-@\t\r＝＋－＠]/

/** For a cell of text; numbers are written as numbers and stay as they are. */
export const guardText = (text: string): string => (dangerous.test(text) ? `'${text}` : text)

/** Takes the mark off again: `unguardText(guardText(text)) === text` for every text. */
export const unguardText = (cell: string): string =>
  cell.startsWith("'") && dangerous.test(cell.slice(1)) ? cell.slice(1) : cell

export const isDangerous = (text: string): boolean => dangerous.test(text)
