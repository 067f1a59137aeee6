import type pg from 'pg'

/** The key of a picture's thumbnail. */
export const thumbOf = (sha256: string): string => `${sha256}.thumb`

/** Every blob that a file's row names, on a connection that sees every shop. */
export const selectBlobKeys = async (client: pg.ClientBase): Promise<string[]> => {
  const { rows } = await client.query<{ sha256: string; thumb: boolean }>(
    'select sha256, bool_or(has_thumb) as thumb from platform.files group by 1 order by 1',
  )
  return rows.flatMap(({ sha256, thumb }) => (thumb ? [sha256, thumbOf(sha256)] : [sha256]))
}
