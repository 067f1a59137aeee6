/** The shop's own colour on the buyer's bubbles and the send button: kept readable whatever was chosen. */

export interface Fill {
  fill: string
  /** The colour of text on it. */
  onFill: string
}

const light = '#ffffff'
const dark = '#23201c'

/** Null where the shop chose none or what it chose is no `#rrggbb`. */
export function fillOf(colour: string | null | undefined): Fill | null {
  if (!colour || !/^#[0-9a-f]{6}$/i.test(colour)) return null
  return { fill: colour, onFill: contrast(colour, light) >= contrast(colour, dark) ? light : dark }
}

/** Contrast ratio after WCAG 2.2, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((from) => {
    const share = parseInt(colour.slice(from, from + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
