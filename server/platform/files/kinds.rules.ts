/**
 * What may be uploaded, by what the bytes are. Pictures are decoded and written anew, so nothing of theirs but the
 * picture is kept; everything else is handed back as it came, as a download that no browser opens in our name. No
 * programs, no documents with macros; markup (HTML, SVG) is text.
 */

export interface Kind {
  /** What it is served as. */
  mime: string
  endings: readonly [string, ...string[]]
  /** How a picture is written anew. */
  picture?: 'jpeg' | 'png' | 'webp' | 'gif'
}

/** Markup too: as plain text it runs nowhere. */
export const textKind: Kind = { mime: 'text/plain', endings: ['txt', 'csv', 'log', 'md'] }

const office = 'application/vnd.openxmlformats-officedocument'
const kinds: Readonly<Record<string, Kind>> = {
  'image/jpeg': { mime: 'image/jpeg', endings: ['jpg', 'jpeg'], picture: 'jpeg' },
  'image/png': { mime: 'image/png', endings: ['png'], picture: 'png' },
  'image/apng': { mime: 'image/png', endings: ['png'], picture: 'png' },
  'image/webp': { mime: 'image/webp', endings: ['webp'], picture: 'webp' },
  'image/gif': { mime: 'image/gif', endings: ['gif'], picture: 'gif' },
  // Older phones cannot show it. (HEIC needs a decoder that no free build of the image library has.)
  'image/avif': { mime: 'image/webp', endings: ['webp'], picture: 'webp' },
  'application/pdf': { mime: 'application/pdf', endings: ['pdf'] },
  'text/plain': textKind,
  [`${office}.wordprocessingml.document`]: { mime: `${office}.wordprocessingml.document`, endings: ['docx'] },
  [`${office}.spreadsheetml.sheet`]: { mime: `${office}.spreadsheetml.sheet`, endings: ['xlsx'] },
  'application/zip': { mime: 'application/zip', endings: ['zip'] },
  // A buyer shows how the lamp flickers, or says it.
  'video/mp4': { mime: 'video/mp4', endings: ['mp4', 'm4v'] },
  'video/quicktime': { mime: 'video/quicktime', endings: ['mov'] },
  'audio/mpeg': { mime: 'audio/mpeg', endings: ['mp3'] },
  'audio/x-m4a': { mime: 'audio/mp4', endings: ['m4a'] },
}

export const kindOf = (sniffed: string): Kind | null =>
  Object.hasOwn(kinds, sniffed) ? (kinds[sniffed] ?? null) : null

/** Only what was decoded and written anew here is shown in place. */
export const isShownInline = (mime: string): boolean =>
  Object.values(kinds).some((kind) => kind.picture !== undefined && kind.mime === mime)
