import type { TableKind } from '#contract/imports/kinds.ts'

/** The two screens where tables other than orders come in. */
export const tablePlaces = {
  catalogue: { list: '/s/$slug/products', screen: '/s/$slug/products/import', kind: 'products' },
  customers: { list: '/s/$slug/customers', screen: '/s/$slug/customers/import', kind: 'customers' },
} as const
export type TablePlace = keyof typeof tablePlaces

/** Every screen where files come in. */
export type ImportPath = '/s/$slug/orders/import' | (typeof tablePlaces)[TablePlace]['screen']

/** The list that shows what a table of this kind wrote. */
export const listOf = (kind: TableKind) => tablePlaces[kind === 'customers' ? 'customers' : 'catalogue'].list
