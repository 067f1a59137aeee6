import type { TableFailureCode } from './table-failure.ts'

/** First bytes by which the kinds of file that people drop by mistake are known. */
const magics: [TableFailureCode, number[]][] = [
  ['pdf_file', [0x25, 0x50, 0x44, 0x46]],
  ['image_file', [0x89, 0x50, 0x4e, 0x47]],
  ['image_file', [0xff, 0xd8, 0xff]],
  ['image_file', [0x47, 0x49, 0x46, 0x38]],
  ['image_file', [0x52, 0x49, 0x46, 0x46]], // webp
  ['archive_file', [0x1f, 0x8b]],
  ['archive_file', [0x52, 0x61, 0x72, 0x21]],
  ['archive_file', [0x37, 0x7a, 0xbc, 0xaf]],
]
const zip = [0x50, 0x4b, 0x03, 0x04]
const office = [0xd0, 0xcf, 0x11, 0xe0]

/** Whether a file is packed: a zip (.xlsx and others) or a container of office programs (.xls, and .xlsx behind a password). */
export function kindOfHead(head: Uint8Array): 'zip' | 'office' | 'text' {
  if (startsWith(head, zip)) return 'zip'
  return startsWith(head, office) ? 'office' : 'text'
}

/** Whether the names at the front of a zip are those of an .xlsx: all that can be told of one that is cut off. */
export function looksLikeSheet(head: Uint8Array): boolean {
  const text = latin1(head)
  return text.includes('[Content_Types].xml') || text.includes('xl/')
}

/**
 * What the file is when it is no delimited text: judged from its first bytes (a few KiB), never from its name.
 * Returns null for text. A NUL before the first line break means binary.
 */
export function failureOfHead(head: Uint8Array): TableFailureCode | null {
  if (head.length === 0) return 'empty_file'
  for (const [code, bytes] of magics) if (startsWith(head, bytes)) return code
  const lineEnd = head.findIndex((byte) => byte === 0x0a || byte === 0x0d)
  if (head.subarray(0, lineEnd < 0 ? head.length : lineEnd).includes(0)) return 'not_text'
  // A report's address answers with the sign-in page when the session has expired, and browsers save that.
  return /^\s*<(?:!doctype html|html)/i.test(latin1(head.subarray(0, 200))) ? 'html_file' : null
}

function startsWith(bytes: Uint8Array, prefix: number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte)
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
