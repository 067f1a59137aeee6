import { signIdentity } from '#nouns/conversations/index.ts'
import type { createShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Credentials } from '#platform/http/caller.ts'

/**
 * For the page on which the widget is tried: a signed identity for whoever one wants to be there. Empty where the store is not
 * known, or is a real shop's and who asks does not own it.
 */
export const createTryOut =
  ({
    clock,
    directory,
    credentials,
  }: {
    clock: Clock
    directory: ReturnType<typeof createShopDirectory>
    credentials: Credentials
  }) =>
  async (key: string, as: string, sessionToken: string | undefined): Promise<string> => {
    const store = await directory.byWidgetKey(key)
    if (!store) return ''
    const facts = await directory.facts(store.shopId)
    const account = sessionToken === undefined ? null : await credentials.account(sessionToken)
    const member = account && (await credentials.member(account, facts.slug))
    if (!facts.isDemo && !member?.roles.includes('owner')) return ''
    return signIdentity({ login: as, ...(as.includes('@') ? { email: as } : {}) }, store.secret, clock.now())
  }
