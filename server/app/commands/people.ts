import type { Command } from 'commander'
import { Value } from 'typebox/value'
import { roles, scopes, type Role, type Scope } from '#contract/staff/roles.ts'
import { Email, Slug } from '#contract/staff/session.ts'
import { newToken } from '#platform/ids/ids.ts'
import { AppError } from '#platform/http/app-error.ts'
import { composeDesk } from '../desk.ts'
import type { Ground } from '../ground.ts'
import { command, onGround, Refused, say } from './command.ts'

/** `shop add`, `shop list`, `user add`, `key add`: what somebody at the machine may do without signing in. */
export const addPeople = (program: Command): void => {
  const shop = program.command('shop').description('Shops of this desk.')
  command(shop, 'add <slug>', 'Makes a shop; its owner must have an account.')
    .requiredOption('--name <name>', 'name that buyers see')
    .requiredOption('--owner <e-mail>', 'account of the owner')
    .option('--language <zh|en>', 'language of the shop', 'zh')
    .option('--time-zone <zone>', 'IANA time zone', 'Asia/Shanghai')
    .option('--currency <code>', 'ISO 4217 code', 'CNY')
    .action(addShop)
  command(shop, 'list', 'Lists the shops.').action(listShops)
  const user = program.command('user').description('People who sign in.')
  command(
    user,
    'add <e-mail>',
    'Makes an account and lets it work in a shop. Without --password one is made up and shown once.',
  )
    .requiredOption('--name <name>', 'name of the person')
    .option('--password <password>', 'at least ten characters')
    .option('--shop <slug>', 'shop to work in')
    .option('--role <roles...>', `roles there: ${roles.join(', ')}`, ['agent'])
    .option('--language <zh|en>', 'language of the screens', 'zh')
    .action(addUser)
  const key = program.command('key').description('API keys of a shop.')
  command(key, 'add', 'Makes an API key; the secret is shown once.')
    .requiredOption('--shop <slug>', 'shop the key is for')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--scope <scopes...>', `what it may do: ${scopes.join(', ')}`)
    .action(addKey)
}

const languageOf = (text: string): 'zh' | 'en' => {
  if (text !== 'zh' && text !== 'en')
    throw new Refused(`--language must be zh or en, not ${JSON.stringify(text)}.`)
  return text
}

/** Runs work over the staff service, wording its refusals. */
const withStaff = <T>(
  words: Record<string, string>,
  work: (desk: Awaited<ReturnType<typeof composeDesk>>, ground: Ground) => Promise<T>,
): Promise<T> =>
  onGround(async (ground) => {
    const desk = await composeDesk(ground, {
      publicUrl: () => ground.config.publicUrl ?? `http://localhost:${ground.config.port}`,
    })
    try {
      return await work(desk, ground)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new Refused(
        words[[error.code, error.details?.['what'] ?? error.details?.['field']].join(' ').trim()] ??
          words[error.code] ??
          error.code,
        { facts: { code: error.code } },
      )
    } finally {
      await desk.stop()
    }
  })

const addShop = async (
  slug: string,
  options: {
    name: string
    owner: string
    language: string
    timeZone: string
    currency: string
    json?: boolean
  },
) => {
  if (!Value.Check(Slug, slug))
    throw new Refused(`A slug is 1 to 40 small letters, digits and hyphens, not ${JSON.stringify(slug)}.`)
  const made = await withStaff(
    {
      'not_found account': `No account has the e-mail ${options.owner}; make it first with: fivehearts user add ${options.owner} --name NAME`,
      'name.taken': `There is already a shop ${slug}.`,
      'request.invalid': 'The time zone or currency is unknown.',
    },
    (desk) =>
      desk.staff.operator.addShop({
        slug,
        name: options.name,
        ownerEmail: options.owner,
        language: languageOf(options.language),
        timeZone: options.timeZone,
        currency: options.currency,
        isDemo: false,
      }),
  )
  say(options.json, { shop: { id: made.shopId, slug: made.slug, widgetKey: made.widgetKey } }, [
    `Made the shop ${made.slug}. Its widget key is ${made.widgetKey}.`,
  ])
}

const listShops = async (options: { json?: boolean }) => {
  const shops = await withStaff({}, (desk) => desk.staff.operator.shops())
  say(
    options.json,
    { shops: shops.map(({ id, slug, name }) => ({ id, slug, name })) },
    shops.length === 0 ? ['No shop yet.'] : shops.map((shop) => `${shop.slug}\t${shop.name}`),
  )
}

const addUser = async (
  email: string,
  options: {
    name: string
    password?: string
    shop?: string
    role: string[]
    language: string
    json?: boolean
  },
) => {
  if (!Value.Check(Email, email)) throw new Refused(`${JSON.stringify(email)} is no e-mail address.`)
  const wanted = options.role.flatMap((role) => role.split(','))
  const unknown = wanted.find((role) => !roles.includes(role as Role))
  if (unknown !== undefined)
    throw new Refused(`There is no role ${JSON.stringify(unknown)}; there are ${roles.join(', ')}.`)
  if (options.password !== undefined && options.password.length < 10)
    throw new Refused('A password has at least ten characters.')
  const password = options.password ?? newToken().slice(0, 20)
  const made = await withStaff(
    {
      'not_found shop': `There is no shop ${options.shop ?? ''}.`,
      'state.conflict': `${email} works in that shop already.`,
      'name.taken': `${email} has an account already; name a shop to join.`,
    },
    (desk) =>
      desk.staff.operator.addUser({
        email,
        name: options.name,
        language: languageOf(options.language),
        password,
        ...(options.shop
          ? { join: { slug: options.shop, roles: wanted as Role[], displayName: options.name } }
          : {}),
      }),
  )
  const shown = made.isNewAccount && options.password === undefined ? { password } : {}
  say(
    options.json,
    { account: made.accountId, member: made.memberId, isNewAccount: made.isNewAccount, ...shown },
    [
      made.isNewAccount ? `Made the account ${email}.` : `${email} had an account; its password stays.`,
      ...('password' in shown ? [`Password, shown once: ${password}`] : []),
      ...(options.shop ? [`Works in ${options.shop} as ${wanted.join(', ')}.`] : []),
    ],
  )
}

const addKey = async (options: { shop: string; name: string; scope: string[]; json?: boolean }) => {
  const wanted = options.scope.flatMap((scope) => scope.split(','))
  const unknown = wanted.find((scope) => !scopes.includes(scope as Scope))
  if (unknown !== undefined)
    throw new Refused(`There is no scope ${JSON.stringify(unknown)}; there are ${scopes.join(', ')}.`)
  const made = await withStaff({ not_found: `There is no shop ${options.shop}.` }, async (desk) => {
    const shop = await desk.staff.operator.shop(options.shop)
    return desk.staff.keys.make(shop.id, null, {
      name: options.name,
      scopes: wanted as Scope[],
      expiresAt: null,
    })
  })
  say(options.json, { id: made.key.id, secret: made.secret, scopes: made.key.scopes }, [
    `API key, shown once: ${made.secret}`,
  ])
}
