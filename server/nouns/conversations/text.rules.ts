/**
 * All buyer text is hostile and is kept as text: nothing is stripped from what a person wrote, except what no database
 * or screen can hold: NUL, and halves of surrogate pairs. Browsers render it as text, never as HTML.
 */
export const cleanText = (text: string): string =>
  text.replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n').trim()
