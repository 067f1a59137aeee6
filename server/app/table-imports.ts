import { customerTaker, createTableImports, productTaker, reviewTaker } from '#nouns/imports/index.ts'
import type { TableImportPorts } from '#nouns/imports/index.ts'
import type { composeCatalogue } from './catalogue.ts'
import { orderReaders } from './order-readers.ts'

type Ports = Omit<TableImportPorts, 'takers' | 'isOrders'> & {
  catalogue: Pick<ReturnType<typeof composeCatalogue>, 'products' | 'reviews'>
}

/** Wires tables of products, reviews and customers that come in through the console. */
export const composeTableImports = ({ catalogue, ...ports }: Ports) =>
  createTableImports({
    ...ports,
    takers: {
      products: productTaker(catalogue.products),
      reviews: reviewTaker(catalogue.reviews),
      customers: customerTaker(ports),
    },
    // Half sure is often a table of another kind with a column or two alike.
    isOrders: (head, headers) => orderReaders.some((reader) => reader.sniff(head, headers) >= 1),
  })
