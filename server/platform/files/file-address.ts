import type { Secrets } from '../secrets/secrets.ts'

/**
 * Addresses of files are signed and do not end: whoever was given one may open it, nobody can guess one, and no
 * session is needed on a shop's page. The signature names the shop, so that the row is read as that shop alone.
 */
export const addressOf = (secrets: Secrets, file: { id: string; shopId: string; name: string }): string => {
  const signature = Buffer.concat([
    bytesOf(file.shopId),
    secrets.mark('file', `${file.shopId}/${file.id}`),
  ]).toString('base64url')
  return `/api/files/${file.id}/${encodeURIComponent(file.name)}?s=${signature}`
}

/** The shop whose file it is, or null when the signature is not ours. */
export const shopOfAddress = (secrets: Secrets, id: string, signature: string): string | null => {
  const bytes = Buffer.from(signature, 'base64url')
  if (bytes.length !== 48) return null
  const shop = textOf(bytes.subarray(0, 16))
  return secrets.isMark('file', `${shop}/${id}`, bytes.subarray(16)) ? shop : null
}

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const textOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
