/**
 * Names of uploaded files. The bytes say what a file is; its name is only what people call it, and strangers choose
 * it: `../../x`, `photo\u202egpj.exe`, `CON`, 200 KB of spaces. What is kept can be a file's name on any system, reads
 * in one direction, and ends in what the file is.
 */

/** Longest name that is kept, in characters; with four bytes each it still fits what file systems allow twice over. */
export const longestName = 120

const unseen = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]/gu
const refusedOnWindows = /[<>:"|?*]/g
const reservedOnWindows = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i

/** `endings` are those that fit the file's content, without the dot, the usual one first. */
export function safeFileName(given: string, endings: readonly [string, ...string[]]): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replaceAll(unseen, '')
    .replaceAll(refusedOnWindows, '_')
    .replaceAll(/\s+/g, ' ')
  const { stem, ending } = split(plain.replaceAll(/^[. ]+|[. ]+$/g, ''))
  const isFitting = ending !== '' && endings.includes(ending.toLowerCase())
  // Another ending stays readable in front: page.html becomes page.html.txt.
  const kept = isFitting || ending === '' ? stem : `${stem}.${ending}`
  const finalEnding = isFitting ? ending.toLowerCase() : endings[0]
  return `${shorten(notReserved(kept), longestName - finalEnding.length - 1)}.${finalEnding}`
}

function split(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 ? name.slice(dot + 1) : ''
  return /^[a-z0-9]{1,8}$/i.test(ending) ? { stem: name.slice(0, dot), ending } : { stem: name, ending: '' }
}

function notReserved(stem: string): string {
  if (stem === '') return 'file'
  const first = stem.split('.', 1)[0] ?? stem
  return reservedOnWindows.test(first.trim()) ? `_${stem}` : stem
}

/** By characters, not by halves of them. */
const shorten = (text: string, most: number) => {
  const signs = [...text]
  return (signs.length > most ? signs.slice(0, most).join('') : text).replaceAll(/[. ]+$/g, '') || 'file'
}

/** The header that names a download, for old readers and new ones (RFC 6266, RFC 8187). */
export function contentDisposition(how: 'inline' | 'attachment', name: string): string {
  const ascii = name.replaceAll(/[^\u0020-\u007e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
