import type { CertificateKind } from '#contract/training/training.ts'
import { contextOf, type Tx } from '#platform/database/database.ts'
import { selectAnswering, selectTrainees } from './trainees.store.ts'
import { selectCertificates } from './training.store.ts'

/** Certificates in force of a member: what opens which work. */
export const certificatesOf = async (
  tx: Tx,
  memberId: string,
): Promise<{ kind: CertificateKind; productId: string | null; givenAt: Date }[]> =>
  (await selectCertificates(tx, { shopId: shopOf(tx), memberId })).map(({ kind, productId, givenAt }) => ({
    kind,
    productId,
    givenAt,
  }))

/**
 * A newcomer's certificates that are still missing before they may go on the purchase desk (BUY-05); others lack none. The owner
 * and whoever answers alone are never kept off it: a buyer answered by anybody is better served than one answered by nobody.
 */
export const missingForDesk = async (tx: Tx, memberId: string): Promise<CertificateKind[]> => {
  const [trainee] = await selectTrainees(tx, { shopId: shopOf(tx), memberId })
  if (!trainee || (await isNeededOnDesk(tx, memberId))) return []
  const held = await certificatesOf(tx, memberId)
  return held.some((one) => one.kind === 'purchase_desk') ? [] : ['purchase_desk']
}

/** Whether a member may answer on a product (TRN-08): everybody but a newcomer who has not passed its test. */
export const mayAnswerOn = async (tx: Tx, memberId: string, productId: string): Promise<boolean> => {
  const [trainee] = await selectTrainees(tx, { shopId: shopOf(tx), memberId })
  if (!trainee) return true
  const held = await certificatesOf(tx, memberId)
  return held.some((one) => one.kind === 'product' && one.productId === productId)
}

const isNeededOnDesk = async (tx: Tx, memberId: string): Promise<boolean> => {
  const people = await selectAnswering(tx, shopOf(tx))
  return people.every(({ id, isOwner }) => id !== memberId || isOwner || people.length === 1)
}

const shopOf = (tx: Tx): string => {
  const { shop } = contextOf(tx)
  if (shop === null) throw new Error('certificates belong to a shop')
  return shop
}
