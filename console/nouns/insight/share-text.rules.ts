/** 百分数: shares in hundredths of a percent as people read them, and what they type as such. */

/** `96.5%`; a dash where nothing counts. */
export const shareText = (share: number | null): string =>
  share === null ? '–' : `${(share / 100).toFixed(share % 100 === 0 ? 0 : share % 10 === 0 ? 1 : 2)}%`

/** Hundredths of a percent of `96.5` or `96.5%`; null for anything else than 0 to 100. */
export const readShare = (text: string): number | null => {
  const match = /^(\d{1,3}(?:[.．]\d{1,2})?)\s*[%％]?$/.exec(text.trim())
  const value = match?.[1] === undefined ? Number.NaN : Number(match[1].replace('．', '.'))
  return value >= 0 && value <= 100 ? Math.round(value * 100) : null
}

/** `3:05`, `1:02:00`; whole seconds. */
export const waitText = (ms: number): string => {
  const seconds = Math.round(ms / 1000)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (n: number) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
