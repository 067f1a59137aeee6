import type { Command } from 'commander'
import { AppError } from '#platform/http/app-error.ts'
import { clearDemo } from '../demo/clear-demo.ts'
import { openDemo } from '../demo/open-demo.ts'
import { composeDesk } from '../desk.ts'
import { command, onGround, Refused, say } from './command.ts'

interface Options {
  owner?: string
  slug: string
  language: string
  remove?: boolean
  json?: boolean
}

/** `demo`: opens a shop full of invented orders and chats, to try the desk on; `--remove` takes it away again. */
export const addDemo = (program: Command): void => {
  command(program, 'demo', 'Opens the demo shop: three hundred invented orders and a week of chats.')
    .option('--owner <e-mail>', 'account that will own it')
    .option('--slug <slug>', 'name in addresses', 'demo')
    .option('--language <zh|en>', 'language of the shop', 'zh')
    .option('--remove', 'removes the demo shop with everything in it; no other shop can be removed so')
    .action((options: Options) => (options.remove ? removeDemo(options) : makeDemo(options)))
}

const removeDemo = async ({ slug, json }: Options) => {
  const verdict = await onGround((ground) => clearDemo(ground.databaseUrl, slug))
  if (verdict !== 'cleared')
    throw new Refused(
      verdict === 'no_demo' ? `${slug} is a real shop; it stays.` : `There is no shop ${slug}.`,
      { facts: { code: verdict } },
    )
  say(json, { removed: slug }, [`Removed the demo shop ${slug}.`])
}

const makeDemo = async (options: Options) => {
  const { owner } = options
  if (owner === undefined)
    throw new Refused('--owner is missing: the e-mail of the account that will own the shop.')
  const language = options.language === 'en' ? 'en' : 'zh'
  const shop = await onGround(async (ground) => {
    const desk = await composeDesk(ground, { publicUrl: () => '' })
    try {
      const made = await desk.staff.operator.addShop({
        slug: options.slug,
        name: language === 'zh' ? '半亩居（示范店）' : 'Half-Acre Home (demo)',
        ownerEmail: owner,
        language,
        timeZone: 'Asia/Shanghai',
        currency: 'CNY',
        isDemo: true,
      })
      await openDemo(ground, made).done
      return made
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new Refused(
        error.code === 'not_found'
          ? `No account has the e-mail ${owner}.`
          : error.code === 'name.taken'
            ? `There is already a shop ${options.slug}.`
            : error.code,
        { facts: { code: error.code } },
      )
    } finally {
      await desk.stop()
    }
  })
  say(options.json, { shop: { id: shop.shopId, slug: shop.slug, widgetKey: shop.widgetKey } }, [
    `Opened the demo shop ${shop.slug}.`,
  ])
}
