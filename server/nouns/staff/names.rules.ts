/**
 * Names that people type 名称: of shops, stores, people and keys. Shown to colleagues and buyers, so a name is one
 * line of what can be seen: no control characters, and nothing that turns the direction of the text around it.
 */

const unseen = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu
/** Joins two emoji to one and letters of some scripts: kept between others, and nothing by itself. */
const joiners = /[\u200c\u200d\s]/g

/** The name as it is kept, or null when nothing of it can be seen. */
export function plainName(text: string): string | null {
  const name = text.normalize('NFC').replaceAll(unseen, ' ').replaceAll(/\s+/g, ' ').trim()
  return name.replaceAll(joiners, '') === '' ? null : name
}
