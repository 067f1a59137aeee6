/**
 * A shop's name in addresses 网址里的名字: from its name where that has Latin letters, else from the owner's e-mail
 * (its own domain, or what stands before a public one's @), so that nobody must think of one.
 */
const publicMail = new Set([
  'qq.com',
  'foxmail.com',
  '163.com',
  '126.com',
  'yeah.net',
  'sina.com',
  'sina.cn',
  'sohu.com',
  '139.com',
  '189.cn',
  'aliyun.com',
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'msn.com',
  'icloud.com',
  'me.com',
  'yahoo.com',
  'proton.me',
  'protonmail.com',
])

export const isSlug = (text: string): boolean => /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(text)

const clean = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')

export function slugFor(shopName: string, email: string): string {
  const fromName = clean(shopName)
  // Two letters of a Chinese name (「A 店」) say nothing.
  if (fromName.length >= 3) return fromName
  const [before = '', domain = ''] = email.trim().toLowerCase().split('@')
  const own = publicMail.has(domain) ? before : (domain.split('.')[0] ?? '')
  return clean(own) || clean(before) || 'shop'
}
