export const productViews = ['current', 'to_fill', 'off_sale', 'archived'] as const
export type ProductView = (typeof productViews)[number]

/** What the address of the catalogue says. */
export interface ProductsSearch {
  q?: string
  view?: ProductView
  category?: string
  /** Those that a table import wrote. */
  importId?: string
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export function readProductsSearch(search: Record<string, unknown>): ProductsSearch {
  return {
    q: text(search['q']),
    view: productViews.find((view) => view === search['view']),
    category: text(search['category']),
    importId: text(search['importId']),
  }
}
