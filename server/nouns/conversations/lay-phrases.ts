import { contextOf, type Tx } from '#platform/database/database.ts'
import { claimShipped, hasShipped } from '#platform/database/shipped.ts'
import { record } from '#platform/events/record.ts'
import { newId } from '#platform/ids/ids.ts'
import { shippedPhrases } from './default-phrases.ts'
import { insertPhrase, selectKindsOf, selectShortcuts, selectSeeded } from './phrases.store.ts'

const languages = ['zh', 'en'] as const
const prefix = 'phrase:'
const keyOf = (key: string, language: string) => `${prefix}${key}:${language}`
/** What goes out by itself never changes behind a shop's back. */
const automatic: ReadonlySet<string> = new Set([
  'first_greeting',
  'returning_greeting',
  'away',
  'closed_hours',
  'closing',
])
const mostTries = 9

/**
 * Lays into a shop the shipped phrases that it never had: all of them into a new one, and into an older one what was shipped later.
 * What the shop changed, renamed or put away stays as it is. Returns how many were laid. Safe to run at any time.
 */
export const layPhrases = async (
  tx: Tx,
  shop: { shopId: string; createdAt: Date },
  now: Date,
): Promise<number> => {
  const isKnown = await hasShipped(tx, shop.shopId, prefix)
  const before = isKnown ? [] : await hadBefore(tx, shop)
  if (before.length > 0) await claimShipped(tx, shop.shopId, before, now)
  const isNew = !isKnown && before.length === 0
  const fresh = await claimShipped(
    tx,
    shop.shopId,
    shippedPhrases.flatMap(({ key }) => languages.map((language) => keyOf(key, language))),
    now,
  )
  if (fresh.size === 0) return 0
  const taken = await selectShortcuts(tx, shop.shopId)
  const kinds = await selectKindsOf(tx, shop.shopId)
  let laid = 0
  for (const [position, phrase] of shippedPhrases.entries())
    for (const language of languages) {
      if (!fresh.has(keyOf(phrase.key, language))) continue
      if (automatic.has(phrase.kind) && kinds.has(`${phrase.kind} ${language}`)) continue
      const [wanted, text] = phrase[language]
      const shortcut = freeShortcut(taken, language, wanted)
      if (shortcut === null) continue
      const { kind, isHolding = false } = phrase
      const of = {
        kind,
        language,
        shortcut,
        text,
        isHolding,
        attachments: [],
        ownerId: null,
        by: null,
        at: now,
      }
      const row = await insertPhrase(tx, shop.shopId, newId(), of, position)
      laid += 1
      // A new shop is told of itself.
      if (isNew || contextOf(tx).shop === null) continue
      const { id, version } = row
      await record(tx, now, {
        name: 'phrase.changed',
        subject: id,
        version,
        audience: ['desk'],
        actor: null,
        facts: { kind, state: row.state },
      })
    }
  return laid
}

/**
 * Of a shop that is older than the keys: what it was given when it was made. Those rows are as old as the shop to the moment, so
 * of each kind the first so many shipped ones are had.
 */
const hadBefore = async (tx: Tx, shop: { shopId: string; createdAt: Date }): Promise<string[]> => {
  const counts = await selectSeeded(tx, shop.shopId, shop.createdAt)
  return languages.flatMap((language) => {
    const left = new Map(counts.filter((one) => one.language === language).map(({ kind, n }) => [kind, n]))
    return shippedPhrases.flatMap(({ key, kind }) => {
      const n = left.get(kind) ?? 0
      left.set(kind, n - 1)
      return n > 0 ? [keyOf(key, language)] : []
    })
  })
}

/** The wanted one, or with a figure where the shop uses it for a phrase of its own. */
const freeShortcut = (taken: Set<string>, language: string, wanted: string): string | null => {
  for (let n = 1; n <= mostTries; n++) {
    const shortcut = n === 1 ? wanted : `${wanted}${n}`
    const place = `${language} ${shortcut.toLowerCase()}`
    if (taken.has(place)) continue
    taken.add(place)
    return shortcut
  }
  return null
}
