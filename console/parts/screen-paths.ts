import type { shellWords } from './shell.words.ts'

export type ScreenName = keyof (typeof shellWords)['zh']['screens']

/** Where each screen lives. */
export const screenPaths = {
  home: '/s/$slug',
  inbox: '/s/$slug/inbox/{-$id}',
  board: '/s/$slug/board',
  words: '/s/$slug/words',
  orders: '/s/$slug/orders',
  import: '/s/$slug/orders/import',
  products: '/s/$slug/products',
  customers: '/s/$slug/customers',
  answers: '/s/$slug/answers',
  knowledge: '/s/$slug/knowledge',
  phrases: '/s/$slug/phrases',
  team: '/s/$slug/team',
  hours: '/s/$slug/hours',
  settings: '/s/$slug/settings',
  account: '/s/$slug/account',
} as const satisfies Record<ScreenName, string>
