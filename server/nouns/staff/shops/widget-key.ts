import { randomBytes } from 'node:crypto'
import { newToken } from '#platform/ids/ids.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import type { NewStore } from './shops.store.ts'

/** Platforms that keep their chats to themselves: a script of ours has no page there. */
const withoutWidget: readonly string[] = ['taobao', 'tmall', 'jd', 'wechat']

/** The public key of the script tag and the secret that the shop's site signs its buyers' identity with. */
export const newWidget = (secrets: Secrets, platform: string): Pick<NewStore, 'widgetKey' | 'widgetSecret'> =>
  withoutWidget.includes(platform)
    ? { widgetKey: null, widgetSecret: null }
    : { widgetKey: `fhw_${randomBytes(12).toString('hex')}`, widgetSecret: secrets.seal(newToken()) }
