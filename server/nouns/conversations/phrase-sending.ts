import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { Tx } from '#platform/database/database.ts'
import type { ConversationRow } from './conversation-row.ts'
import { hasSaidKind, type PhraseRow } from './phrases.store.ts'

/**
 * 规范用语 [PHR-16]: a personal phrase is its owner's, and only once a lead approved it. 挽留 [PHR-17]: asking a buyer to stay is
 * kind once and pressing twice.
 * @throws AppError phrase.not_yours, phrase.once
 */
export const refusePhrase = async (
  tx: Tx,
  caller: MemberCaller,
  row: ConversationRow,
  phrase: PhraseRow,
): Promise<void> => {
  const isOurs =
    phrase.owner_id === null || (phrase.owner_id === caller.memberId && phrase.state === 'approved')
  if (!isOurs) throw new AppError('phrase.not_yours', { state: phrase.state })
  if (phrase.kind === 'stay' && (await hasSaidKind(tx, row.id, 'stay'))) throw new AppError('phrase.once')
}
