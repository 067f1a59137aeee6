/** What a conversation is about 在聊哪件: products whose names stand in the page's title or in what was said. */
export interface Sellable {
  productId: string
  name: string
}
/** A name of one letter stands in every text. */
const shortest = 2

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')

/** Those named, at most `most`; of two names of which one holds the other, the longer one alone. */
export const namedIn = (products: readonly Sellable[], text: string, most: number): Sellable[] => {
  let plain = folded(text)
  const named: Sellable[] = []
  const byLength = products
    .map((product) => ({ product, key: folded(product.name) }))
    .filter(({ key }) => key.length >= shortest)
    .sort((one, other) => other.key.length - one.key.length)
  for (const { product, key } of byLength) {
    if (named.length === most) break
    if (!plain.includes(key)) continue
    named.push(product)
    plain = plain.replaceAll(key, ' ')
  }
  return named
}
