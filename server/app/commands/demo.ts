import type { Command } from 'commander'
import { AppError } from '#platform/http/app-error.ts'
import { openDemo } from '../demo/open-demo.ts'
import { composeDesk } from '../desk.ts'
import { command, onGround, Refused, say } from './command.ts'

interface Options { owner: string; slug: string; language: string; json?: boolean }

/** `demo`: opens a shop full of invented orders and chats, to try the desk on. */
export const addDemo = (program: Command): void => {
  command(program, 'demo', 'Opens the demo shop: three hundred invented orders and a week of chats.')
    .requiredOption('--owner <e-mail>', 'account that will own it').option('--slug <slug>', 'name in addresses', 'demo').option('--language <zh|en>', 'language of the shop', 'zh')
    .action(makeDemo)
}

const makeDemo = async (options: Options) => {
  const language = options.language === 'en' ? 'en' : 'zh'
  const shop = await onGround(async (ground) => {
    const desk = await composeDesk(ground, { publicUrl: () => '' })
    try {
      const made = await desk.staff.operator.addShop({
        slug: options.slug, name: language === 'zh' ? '半亩居（示范店）' : 'Half-Acre Home (demo)', ownerEmail: options.owner, language, timeZone: 'Asia/Shanghai', currency: 'CNY', isDemo: true,
      })
      await openDemo(ground, made).done
      return made
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new Refused(error.code === 'not_found' ? `No account has the e-mail ${options.owner}.` : error.code === 'name.taken' ? `There is already a shop ${options.slug}.` : error.code, { facts: { code: error.code } })
    } finally {
      await desk.stop()
    }
  })
  say(options.json, { shop: { id: shop.shopId, slug: shop.slug, widgetKey: shop.widgetKey } }, [`Opened the demo shop ${shop.slug}.`])
}
