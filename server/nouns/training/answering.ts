import type { ReplyOf } from '#contract/endpoint.ts'
import type { readUncertified } from '#contract/training/training.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { certificatesOf } from './certificates.ts'
import type { TrainingPorts } from './ports.ts'
import { selectTrainees } from './trainees.store.ts'
import { productName } from './training.store.ts'

/** Whether whoever looks may answer on what a conversation is about (TRN-08). A warning, and nothing is held back by it. */
export const createAnswering = ({ db, talkedProducts }: Pick<TrainingPorts, 'db' | 'talkedProducts'>) => ({
  uncertified: async (
    { shopId, memberId }: MemberCaller,
    conversationId: string,
  ): Promise<ReplyOf<typeof readUncertified>> => {
    if (memberId === null) return { products: [] }
    const productsIn = await talkedProducts(shopId)
    return db.inShop(shopId, async (tx) => {
      const [trainee] = await selectTrainees(tx, { shopId, memberId })
      if (!trainee) return { products: [] }
      const held = new Set((await certificatesOf(tx, memberId)).map((one) => one.productId))
      const products: { id: string; name: string }[] = []
      for (const id of await productsIn(tx, conversationId))
        if (!held.has(id)) products.push({ id, name: (await productName(tx, shopId, id)) ?? '' })
      return { products }
    })
  },
})
export type Answering = ReturnType<typeof createAnswering>
