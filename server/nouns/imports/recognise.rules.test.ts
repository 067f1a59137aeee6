import { describe, expect, test } from 'vitest'
import { recogniseTable, type FoundFields } from './recognise.rules.ts'

const found = (more: Partial<FoundFields>): FoundFields => ({
  products: null,
  reviews: null,
  customers: null,
  ...more,
})

describe('what a table is', () => {
  test.each([
    [
      'prices and codes make products',
      { products: ['name', 'code', 'price'], customers: ['id'] },
      'customers',
      'products',
    ],
    [
      'a phone makes customers, wherever it was dropped',
      { products: ['name'], customers: ['name', 'phone'] },
      'products',
      'customers',
    ],
    [
      'stars and a text make reviews, though a product is named',
      {
        products: ['name', 'variant', 'picture'],
        reviews: ['at', 'stars', 'text', 'title'],
        customers: ['account'],
      },
      'products',
      'reviews',
    ],
    [
      'where nothing tells, it is what the screen thinks',
      { products: ['name'], customers: ['id'] },
      'customers',
      'customers',
    ],
    ['a table that can be read as none is none', {}, 'products', null],
    ['what cannot be read as the wanted kind is not', { products: ['name'] }, 'reviews', 'products'],
  ] as const)('%s', (_title, more, wanted, kind) => {
    expect(recogniseTable(found(more), wanted)).toBe(kind)
  })
})
