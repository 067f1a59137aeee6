/**
 * The refused lines as a table for spreadsheets: CSV with a byte order mark, so that Chinese reads right in Excel.
 * A cell that begins like a formula is quoted off: its text came out of somebody's file.
 */
export function refusalTable(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}
