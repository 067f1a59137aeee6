import { hash } from 'node:crypto'

/** 128 bits in the shape of a uuid; the same as `md5(text)::uuid` in PostgreSQL, by which titles of orders are known. Keeps no secret. */
export const uuidOf = (text: string): string => {
  const digits = hash('md5', text, 'hex')
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
}
