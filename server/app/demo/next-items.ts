import type { Good } from './cast.ts'
import type { Told } from './order-files.ts'

const caddy: Good = { zh: '柴烧茶叶罐', en: 'Wood-fired tea caddy', price: 22800 }
const scoop: Good = { zh: '椰壳茶则', en: 'Coconut tea scoop', price: 3900 }
const then = ['风吹麦浪', '橘子汽水', '小船慢慢', '北窗有竹', '豆沙包子']
const now = ['拾年旧梦', '柚子树下', '雨天读书']

/** Five who bought a scoop some weeks after their caddy; three whose caddy arrived a while ago. */
export const teaCaddies: readonly Told[] = [
  ...then.flatMap((nick, i) => [
    { nick, good: caddy, daysAgo: 120 + i * 3 },
    { nick, good: scoop, daysAgo: 98 + i * 2 },
  ]),
  ...now.map((nick, i) => ({ nick, good: caddy, daysAgo: 17 + i * 4 })),
]
