import type { checkContactButton } from '#contract/conversations/widget.ts'
import type { BodyOf } from '#contract/endpoint.ts'
import { AppError } from '#platform/http/app-error.ts'
import { putButtonCheck } from './button-checks.store.ts'
import type { ConversationPorts } from './ports.ts'

/** RSP-13: what pages of the shop's site say about the contact button. @throws not_found for an unknown widget key. */
export const createButtonChecks =
  ({ db, clock, directory }: ConversationPorts) =>
  async (key: string, body: BodyOf<typeof checkContactButton>): Promise<Record<string, never>> => {
    const store = await directory.byWidgetKey(key)
    if (!store) throw new AppError('not_found')
    const { hiddenBy = null, ...look } = body
    await db.inShop(store.shopId, (tx) => putButtonCheck(tx, clock.now(), { ...store, ...look, hiddenBy }))
    return {}
  }
