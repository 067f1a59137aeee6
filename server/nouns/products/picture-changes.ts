import type { BodyOf } from '#contract/endpoint.ts'
import {
  productLimits,
  type addPicture,
  type changePicture,
  type Product,
} from '#contract/products/products.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import {
  deletePicture,
  describePicture,
  insertPictures,
  orderPictures,
  selectPictures,
} from './pictures.store.ts'
import type { ProductPorts } from './product-ports.ts'
import type { Changing } from './changing.ts'

/** Pictures of a product and their order. */
export const pictureChanges = (changing: Changing, ports: ProductPorts) => ({
  /** @throws AppError not_found for somebody else's file; file.unsupported for one that is no picture. */
  addPicture: (caller: MemberCaller, id: string, body: BodyOf<typeof addPicture>): Promise<Product> =>
    changing(caller, id, undefined, async (tx, _row, now) => {
      const pictures = await selectPictures(tx, id)
      if (pictures.length >= productLimits.pictures)
        throw new AppError('state.conflict', { most: productLimits.pictures })
      const [file] = await ports.attachments(tx, [body.fileId], caller.actorId)
      if (!file) throw notFound()
      if (!file.mime.startsWith('image/')) throw new AppError('file.unsupported')
      await insertPictures(tx, now, caller.shopId, [
        { id: newId(), productId: id, file, sourceUrl: null, alt: body.alt.trim() },
      ])
      return { fields: ['pictures'] }
    }),

  changePicture: (
    caller: MemberCaller,
    id: string,
    pictureId: string,
    body: BodyOf<typeof changePicture>,
  ): Promise<Product> =>
    changing(caller, id, undefined, async (tx) => {
      const ids = (await selectPictures(tx, id)).map((picture) => picture.id)
      if (!ids.includes(pictureId)) throw notFound()
      if (body.alt !== undefined) await describePicture(tx, pictureId, body.alt.trim())
      if (body.position !== undefined) {
        const others = ids.filter((one) => one !== pictureId)
        await orderPictures(tx, others.toSpliced(body.position, 0, pictureId))
      }
      return { fields: ['pictures'] }
    }),

  removePicture: (caller: MemberCaller, id: string, pictureId: string): Promise<Product> =>
    changing(caller, id, undefined, async (tx) => {
      const pictures = await selectPictures(tx, id)
      if (!pictures.some((picture) => picture.id === pictureId)) throw notFound()
      await deletePicture(tx, pictureId)
      return { fields: ['pictures'] }
    }),
})
