import {
  addFact,
  addPicture,
  addPrice,
  addRelation,
  addSku,
  changePicture,
  changeProduct,
  changeSku,
  createProduct,
  endFact,
  endPrice,
  listProducts,
  listReviews,
  readProduct,
  readProductHistory,
  removePicture,
  removeRelation,
  setPackaging,
} from '#contract/products/products.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { ProductDesk } from './product-desk.ts'
import type { ProductParts } from './product-parts.ts'

export const registerProductRoutes = (
  http: HttpServer,
  { desk, parts }: { desk: ProductDesk; parts: ProductParts },
): void => {
  http.route(listProducts, ({ caller, query }) => desk.list(caller, query))
  http.route(readProduct, ({ caller, params }) => desk.read(caller, params.id))
  http.route(createProduct, ({ caller, body }) => desk.create(caller, body))
  http.route(changeProduct, ({ caller, params, body }) => desk.change(caller, params.id, body))
  http.route(listReviews, ({ caller, params, query }) => desk.reviews(caller, params.id, query))
  http.route(readProductHistory, ({ caller, params, query }) => desk.history(caller, params.id, query))
  http.route(addSku, ({ caller, params, body }) => parts.addSku(caller, params.id, body))
  http.route(changeSku, ({ caller, params, body }) => parts.changeSku(caller, params.id, params.skuId, body))
  http.route(addPrice, ({ caller, params, body }) => parts.addPrice(caller, params.id, body))
  http.route(endPrice, ({ caller, params }) => parts.endPrice(caller, params.id, params.priceId))
  http.route(addFact, ({ caller, params, body }) => parts.addFact(caller, params.id, body))
  http.route(endFact, ({ caller, params }) => parts.endFact(caller, params.id, params.factId))
  http.route(setPackaging, ({ caller, params, body }) => parts.setPackaging(caller, params.id, body))
  http.route(addRelation, ({ caller, params, body }) => parts.addRelation(caller, params.id, body))
  http.route(removeRelation, ({ caller, params }) =>
    parts.removeRelation(caller, params.id, params.kind, params.otherId),
  )
  http.route(addPicture, ({ caller, params, body }) => parts.addPicture(caller, params.id, body))
  http.route(changePicture, ({ caller, params, body }) =>
    parts.changePicture(caller, params.id, params.pictureId, body),
  )
  http.route(removePicture, ({ caller, params }) => parts.removePicture(caller, params.id, params.pictureId))
}
