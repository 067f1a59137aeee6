import { conceptsOfGoods } from './concepts-of-goods.ts'
import { conceptsOfOrders } from './concepts-of-orders.ts'

/** What every shop begins with; a shop adds its own beside these (synonyms). */
export const shippedConcepts: readonly string[] = [...conceptsOfOrders, ...conceptsOfGoods]
