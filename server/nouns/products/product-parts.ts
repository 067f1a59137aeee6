import { createChanging } from './changing.ts'
import { detailChanges } from './detail-changes.ts'
import { pictureChanges } from './picture-changes.ts'
import { priceChanges } from './price-changes.ts'
import type { ProductPorts } from './product-ports.ts'
import { skuChanges } from './sku-changes.ts'

/** Changes of one product's parts. Each answers the whole product as it then is. */
export const createProductParts = (ports: ProductPorts) => {
  const changing = createChanging(ports)
  return {
    ...skuChanges(changing),
    ...priceChanges(changing),
    ...detailChanges(changing),
    ...pictureChanges(changing, ports),
  }
}
export type ProductParts = ReturnType<typeof createProductParts>
