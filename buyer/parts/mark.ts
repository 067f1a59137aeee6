/**
 * The mark: five hearts set as petals, clockwise from the top 顺放安省贴. Drawn as data, because the closed
 * button builds it with plain DOM and the opened chat with Preact.
 */
export const markBox = '-51 -51 102 97'
/** One petal, tip near the middle, pointing up; the others are turned by 72° each. */
export const petalPath =
  'M0-8.4C-6-14-18.7-24-18.7-36c0-9 4.7-14 10.2-14C-4-50-1-47.5 0-44c1-3.5 4-6 8.5-6 5.5 0 10.2 5 10.2 14C18.7-24 6-14 0-8.4Z'
export const petalFills = ['#c2556e', '#c98a3b', '#5b8c5a', '#3f7f93', '#7a64a8'] as const
export const petalTurn = (index: number) => `rotate(${index * 72})`
