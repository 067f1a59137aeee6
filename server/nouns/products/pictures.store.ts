import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface PictureFile {
  id: string
  name: string
  mime: string
  width: number | null
  height: number | null
  url: string
}
export interface PictureRecord {
  id: string
  file: PictureFile | null
  source_url: string | null
  alt: string
}
/** In their order. */
export const selectPictures = async (tx: Tx, productId: string): Promise<PictureRecord[]> =>
  (
    await tx
      .selectFrom('products.pictures')
      .select(['id', 'file', 'source_url', 'alt'])
      .where('product_id', '=', productId)
      .orderBy('position')
      .orderBy('id')
      .execute()
  ).map((row) => row as PictureRecord)

export interface NewPicture {
  id: string
  productId: string
  file: PictureFile | null
  sourceUrl: string | null
  alt: string
}
/** Behind those that are there. */
export const insertPictures = async (
  tx: Tx,
  now: Date,
  shopId: string,
  pictures: readonly NewPicture[],
): Promise<void> => {
  for (const { id, productId, file, sourceUrl, alt } of pictures)
    await sql`insert into products.pictures (id, shop_id, product_id, file, source_url, alt, position, created_at)
      select ${id}::uuid, ${shopId}::uuid, ${productId}::uuid, ${file === null ? null : JSON.stringify(file)}::jsonb, ${sourceUrl}::text, ${alt}::text,
        coalesce((select max(position) + 1 from products.pictures where product_id = ${productId}), 0), ${now}::timestamptz`.execute(
      tx,
    )
}
export const describePicture = async (tx: Tx, id: string, alt: string): Promise<void> => {
  await tx.updateTable('products.pictures').set({ alt }).where('id', '=', id).execute()
}
/** Numbers the pictures anew in the order of `ids`. */
export const orderPictures = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await sql`update products.pictures p set position = w.at - 1
    from unnest(${[...ids]}::uuid[]) with ordinality as w (id, at) where p.id = w.id`.execute(tx)
}
export const deletePicture = async (tx: Tx, id: string): Promise<void> => {
  await tx.deleteFrom('products.pictures').where('id', '=', id).execute()
}
