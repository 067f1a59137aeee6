/** The slug of the shop that this address is about (`/s/:slug/…`), or null outside any shop. */
export const currentShop = (path: string = location.pathname): string | null =>
  /^\/s\/([^/]+)/.exec(path)?.[1] ?? null
