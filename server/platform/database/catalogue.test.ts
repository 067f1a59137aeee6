import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '#test/database/desk.ts'
import { newId } from '../ids/ids.ts'

/**
 * What PostgreSQL itself says about who may see what. Nobody has to remember a rule: a table, view, function or
 * column that breaks one fails here by its name.
 */
let desk: Desk
let admin: pg.Client
beforeAll(async () => {
  desk = await createDesk()
  admin = new pg.Client({ connectionString: desk.url })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await desk.close()
})

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker') and n.nspname not like 'pg\\_%'`
const names = async (text: string) =>
  (await admin.query<{ name: string }>(`select name from (${text}) found order by 1`)).rows.map(
    (row) => row.name,
  )
const allTables = `select format('%s.%s', n.nspname, c.relname) as name, c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition and ${ours}`
const protectedTables = `select * from (${allTables}) t where name not in (select g.name from platform.global_tables g)`

describe('roles', () => {
  test('of the application cannot log in, see past the policies, or become more', async () => {
    const { rows } = await admin.query(
      `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolinherit from pg_roles where rolname like 'fivehearts%' order by 1`,
    )
    const harmless = {
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolinherit: false,
    }
    expect(rows).toEqual([
      { rolname: 'fivehearts_app', ...harmless },
      { rolname: 'fivehearts_system', ...harmless },
    ])
    const {
      rows: [member],
    } = await admin.query(`select pg_has_role('fivehearts_app', 'fivehearts_system', 'member') as is_member`)
    expect(member).toEqual({ is_member: false })
  })

  test('own nothing, and may neither make tables nor empty them at one stroke', async () => {
    expect(
      await names(
        `select c.oid::regclass::text as name from pg_class c where pg_get_userbyid(c.relowner) like 'fivehearts%'`,
      ),
    ).toEqual([])
    expect(
      await names(
        `select format('%s %s', r.rolname, n.nspname) as name from pg_namespace n cross join pg_roles r where r.rolname like 'fivehearts%' and ${ours} and has_schema_privilege(r.rolname, n.oid, 'create')`,
      ),
    ).toEqual([])
    expect(
      await names(
        `select format('%s %s', r.rolname, t.name) as name from (${allTables}) t cross join pg_roles r where r.rolname like 'fivehearts%' and has_table_privilege(r.rolname, t.oid, 'truncate, trigger, references')`,
      ),
    ).toEqual([])
  })
})

describe('tables', () => {
  test('hold one shop’s rows under row-level security, or are on the list', async () => {
    expect((await names(`select name from (${protectedTables}) t`)).length).toBeGreaterThan(15)
    expect(
      await names(
        `select name from (${protectedTables}) t where not (relrowsecurity and relforcerowsecurity)`,
      ),
    ).toEqual([])
    expect(
      await names(`select g.name from platform.global_tables g where to_regclass(g.name) is null`),
    ).toEqual([])
  })

  test('with hashes of a shop’s tokens are under it as well: whose one is, the system asks by the hash', async () => {
    const tokens = await names(
      `select distinct t.name from (${allTables}) t join pg_attribute a on a.attrelid = t.oid where a.attname like '%\\_hash' and a.atttypid = 'bytea'::regtype and not a.attisdropped`,
    )
    expect(tokens).toContain('platform.private_links')
    expect(
      await names(
        `select t.name from (${allTables}) t where name = 'platform.private_links' and relrowsecurity and relforcerowsecurity and obj_description(t.oid) like '%looked up across shops%'`,
      ),
    ).toEqual(['platform.private_links'])
    // Of accounts and before a shop: on the list. All others belong to one shop.
    expect(
      await names(
        `select name from platform.global_tables where name = any ('{${tokens.join(',')}}'::text[])`,
      ),
    ).toEqual(['staff.sessions', 'staff.setup_tokens', 'staff.sign_in_failures'])
  })

  test('carry exactly our three policies', async () => {
    const { rows } = await admin.query<{ name: string; policies: string[] }>(`
      select t.name, array_agg(format('%s|%s|%s|%s|%s|%s', p.polname, (select string_agg(pg_get_userbyid(r), ',') from unnest(p.polroles) r), p.polcmd, p.polpermissive,
        pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) order by p.polname) as policies
      from (${protectedTables}) t left join pg_policy p on p.polrelid = t.oid group by t.name order by t.name`)
    for (const { name, policies } of rows) {
      const column = name === 'staff.shops' ? 'id' : 'shop_id'
      const own = `(${column} = (NULLIF(current_setting('app.shop'::text, true), ''::text))::uuid)`
      expect(policies, name).toEqual([
        `every_shop|fivehearts_system|*|t|true|true`,
        `one_shop|fivehearts_app|*|t|${own}|${own}`,
        expect.stringMatching(/^owner\|(?!fivehearts_)\w+\|\*\|t\|true\|true$/),
      ])
    }
  })

  test('are reached through their policies alone: nobody may touch a partition by its own name', async () => {
    expect(
      await names(`select c.oid::regclass::text as name from pg_class c where c.relispartition`),
    ).toContain('platform.events_default')
    expect(
      await names(
        `select format('%s %s', r.rolname, c.oid::regclass) as name from pg_class c cross join pg_roles r where c.relispartition and c.relkind in ('r', 'p') and r.rolname like 'fivehearts%' and has_table_privilege(r.rolname, c.oid, 'select, insert, update, delete')`,
      ),
    ).toEqual([])
  })

  test('that are on the list give the application nothing, but for these', async () => {
    const { rows } = await admin.query<{ name: string; granted: string }>(`
      select g.name, array_to_string(array(select p from unnest(array['select', 'insert', 'update', 'delete']) p where has_table_privilege('fivehearts_app', g.name, p)
        or (p in ('select', 'insert', 'update') and has_any_column_privilege('fivehearts_app', g.name, p))), ' ') as granted from platform.global_tables g order by 1`)
    expect(Object.fromEntries(rows.map((row) => [row.name, row.granted]))).toMatchObject({
      'staff.accounts': '',
      'staff.sessions': '',
      'staff.setup_tokens': '',
      'staff.sign_in_failures': '',
      'platform.global_tables': '',
      'platform.personal_data': '',
      'platform.outbox': 'insert',
      'platform.log_epochs': 'select',
      'platform.schedule': '',
    })
  })

  test('of what happened can be added to and never changed', async () => {
    for (const name of [
      'staff.audit',
      'platform.events',
      'staff.settings',
      'confirmations.steps',
      'touches.contact_policies',
    ])
      expect(
        await names(
          `select format('%s %s', r.rolname, p) as name from pg_roles r cross join unnest(array['update', 'delete', 'truncate']) p where r.rolname like 'fivehearts%' and (has_table_privilege(r.rolname, '${name}', p) or (p = 'update' and has_any_column_privilege(r.rolname, '${name}', p)))`,
        ),
        name,
      ).toEqual([])
  })
})

describe('views and functions', () => {
  const views = `select format('%s.%s', n.nspname, c.relname) as name, c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ours}`

  test('see with the eyes of whoever asks', async () => {
    expect((await names(`select name from (${views}) v`)).length).toBeGreaterThan(5)
    expect(
      await names(
        `select name from (${views}) v where relkind = 'm' or not coalesce(reloptions @> array['security_invoker=true'], false)`,
      ),
    ).toEqual([])
    expect(
      await names(
        `select name from (${views}) v where not exists (select 1 from pg_attribute a where a.attrelid = v.oid and a.attname = 'shop_id')`,
      ),
    ).toEqual([])
  })

  test('that borrow their owner’s rights are named, hold their search path, and are not for everybody', async () => {
    const borrowing = `select format('%s.%s', n.nspname, p.proname) as name, p.* from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and ${ours}`
    expect(await names(`select name from (${borrowing}) f`)).toEqual([
      'customers.find_names',
      'orders.refresh_statistics',
      'platform.ensure_partitions',
    ])
    expect(
      await names(
        `select name from (${borrowing}) f where not coalesce(array_to_string(proconfig, ',') like 'search_path=%', false) or has_function_privilege('public', oid, 'execute')`,
      ),
    ).toEqual([])
    // Otherwise temporary tables would be found before those of the catalogue.
    expect(
      await names(
        `select name from (${borrowing}) f where not exists (select from unnest(proconfig) c where c ~ '^search_path=.*, ?"?pg_temp"?$')`,
      ),
    ).toEqual([])
  })
})

describe('two shops', () => {
  const [mine, theirs] = [newId(), newId()]
  const shopColumn = (table: string) => (table === 'staff.shops' ? 'id' : 'shop_id')
  let tables: string[] = []

  /** A value of each type: enough for a row that is never read for its content. */
  const valueOf = (column: { name: string; type: string }, table: string, shop: string): unknown => {
    if (column.name === shopColumn(table)) return shop
    switch (column.type) {
      case 'uuid':
        return newId()
      case 'int2':
      case 'int4':
      case 'int8':
      case 'numeric':
      case 'float8':
        return 1
      case 'bool':
        return false
      case 'timestamptz':
        return new Date('2026-03-04T00:00:00Z')
      case 'date':
        return '2026-03-04'
      case 'jsonb':
        return '{}'
      case 'bytea':
        return Buffer.from(newId())
      case '_text':
      case '_uuid':
      case '_int4':
        return []
      case 'text':
        return newId()
      default:
        throw new Error(`no value for ${column.type} of ${table}.${column.name}: add it here`)
    }
  }
  const plant = async (table: string, shop: string) => {
    const { rows: columns } = await admin.query<{ name: string; type: string }>(
      `
      select a.attname as name, t.typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and not a.atthasdef and a.attidentity = ''
        and (a.attnotnull or a.attname = $2)`,
      [table, shopColumn(table)],
    )
    const list = columns.map((column) => `"${column.name}"`).join(', ')
    const marks = columns.map((_, i) => `$${i + 1}`).join(', ')
    await admin.query(
      `insert into ${table} (${list}) values (${marks})`,
      columns.map((column) => valueOf(column, table, shop)),
    )
  }
  const as = async <T>(shop: string | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await desk.db.connect('app')
    try {
      await client.query('begin')
      if (shop !== null) await client.query(`select set_config('app.shop', $1, true)`, [shop])
      return await work(client)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  beforeAll(async () => {
    tables = await names(`select name from (${protectedTables}) t`)
    // In this database alone: rows that point nowhere and mean nothing, one of each shop in every table.
    await admin.query(`set session_replication_role = replica`)
    const { rows: checks } = await admin.query<{ owner: string; name: string }>(`
      select c.conrelid::regclass::text as owner, quote_ident(c.conname) as name from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where c.contype = 'c' and c.conislocal and ${ours}`)
    for (const { owner, name } of checks) await admin.query(`alter table ${owner} drop constraint ${name}`)
    for (const table of tables) for (const shop of [mine, theirs]) await plant(table, shop)
  })

  test('each see their own row in every table, and nobody without a shop sees any', async () => {
    for (const table of tables) {
      const seen = (shop: string | null) =>
        as(
          shop,
          async (client) => (await client.query(`select ${shopColumn(table)} as shop from ${table}`)).rows,
        )
      const isReadable = (
        await admin.query(`select has_table_privilege('fivehearts_app', $1, 'select') as ok`, [table])
      ).rows[0]?.ok
      if (!isReadable) {
        await expect(seen(mine), table).rejects.toMatchObject({ code: '42501' })
        continue
      }
      expect(await seen(mine), table).toEqual([{ shop: mine }])
      expect(await seen(theirs), table).toEqual([{ shop: theirs }])
      expect(await seen(null), table).toEqual([])
    }
  })

  test('cannot write into each other', async () => {
    for (const table of tables) {
      const column = shopColumn(table)
      await as(mine, async (client) => {
        for (const attempt of [
          `update ${table} set ${column} = ${column} where ${column} = '${theirs}'`,
          `delete from ${table} where ${column} = '${theirs}'`,
        ]) {
          await client.query('savepoint here')
          const outcome = await client.query(attempt).then(
            (result) => result.rowCount,
            (error: { code: string }) => error.code,
          )
          await client.query('rollback to here')
          expect([0, '42501'], `${attempt}: ${outcome}`).toContain(outcome)
        }
        const moved = await client.query(`update ${table} set ${column} = '${theirs}'`).then(
          (result) => `changed ${result.rowCount}`,
          (error: { code: string }) => error.code,
        )
        expect(moved, table).toBe('42501')
      })
    }
  })

  test('see their own rows alone through every view', async () => {
    const views = await names(
      `select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${ours}`,
    )
    for (const view of views) {
      const shops = await as(mine, async (client) =>
        (await client.query<{ shop_id: string }>(`select distinct shop_id from ${view}`)).rows.map(
          (row) => row.shop_id,
        ),
      )
      expect(shops, view).not.toContain(theirs)
      expect(
        await as(null, async (client) => (await client.query(`select 1 from ${view}`)).rowCount),
        view,
      ).toBe(0)
    }
  })

  test('cannot slip through a shop that is none', async () => {
    const [table = ''] = tables
    for (const shop of ['x', `${mine}' or true --`, '%'])
      await expect(as(shop, (client) => client.query(`select 1 from ${table}`))).rejects.toMatchObject({
        code: '22P02',
      })
    expect(await as('', async (client) => (await client.query(`select 1 from ${table}`)).rowCount)).toBe(0)
  })
})

describe('personal data', () => {
  /** Columns that say nothing about a person: states and codes, names of things, hashes of what is no secret of anybody. */
  const notPersonal = Object.entries({
    'conversations.button_checks': 'page what_hides',
    'conversations.addressing': 'groups slot_values',
    'conversations.agent_profiles': 'lane languages skills',
    'conversations.conversations': 'channel lane language last_author skills state',
    'conversations.group_answers': 'text',
    'conversations.group_targets': 'state',
    'conversations.hand_overs': 'state',
    'confirmations.confirmations': 'answered_by channel end_reason hold rating state talked',
    'confirmations.rules': 'rules',
    'confirmations.steps': 'by kind',
    'conversations.hands': 'what',
    'conversations.inquiries': 'owned_by_way_of',
    'conversations.ladder': 'outcome step',
    'conversations.message_keys': 'client_id',
    'conversations.messages': 'author automatic client_id',
    'conversations.phrases': 'attachments decision_note kind language shortcut state text',
    'guard.entries': 'action better exceptions kind language reason roles shipped words',
    'guard.log': 'entry_id kind outcome',
    'guard.settings': 'actions',
    'conversations.notices': 'text_en text_zh',
    'conversations.problems': 'category team',
    'conversations.queue_alarms': 'lane',
    'conversations.skill_groups': 'name words',
    'conversations.violations': 'kind',
    'conversations.visitors': 'language',
    'customers.customers': 'address_style',
    'customers.consents': 'channel',
    'customers.identities': 'kind source',
    'customers.links': 'state',
    'customers.progress': 'name place',
    'customers.traits': 'source',
    'imports.tables': 'columns counts error headers kind map new_store sheet sheets state',
    'orders.imports': 'counts error format headers mapping sheet sheets state',
    'insight.buyer_days': 'channel',
    'insight.platform_scores': 'rule source',
    'insight.round_days': 'channel',
    'insight.slow_firsts': 'channel state',
    'insight.turn_hours': 'channel',
    'offers.bargains': 'asked ended given',
    'offers.campaigns': 'name note',
    'offers.freight_allowances': 'currency',
    'offers.missed': 'currency',
    'offers.offers': 'audience currency kind name state terms',
    'offers.policies': 'policy',
    'offers.recommendations': 'reason',
    'offers.refunds': 'currency',
    'offers.uses': 'key',
    'knowledge.articles': 'origin origin_key state title_key',
    'knowledge.imported': 'key',
    'knowledge.packs': 'items',
    'knowledge.asked': 'answered answered_by way',
    'knowledge.editions': 'answer body categories language mark pictures questions section title',
    'knowledge.entries': 'language names section units',
    'knowledge.postings': 'places',
    'knowledge.repeats': 'change kind state',
    'knowledge.synonyms': 'words',
    'orders.lines': 'sku variant',
    'orders.orders': 'close_reason currency id_from source_status status title',
    'orders.mappings': 'headers mapping name',
    'orders.parcels': 'carrier',
    'orders.titles': 'key title',
    'platform.events': 'audience facts name',
    'platform.files': 'mime sha256',
    'platform.global_tables': 'name reason',
    'platform.idempotency': 'key request_hash',
    'platform.job_pools': 'id',
    'platform.log_epochs': 'cluster',
    'platform.outbox': 'job payload',
    'platform.personal_data': 'column_name kind on_erasure table_name',
    'platform.private_links': 'purpose',
    'platform.schedule': 'name',
    'products.barcodes': 'code kind',
    'products.facts': 'key key_folded language source source_url unit value',
    'products.listings': 'external_product_id external_sku_id title',
    'products.packaging': 'checks flags materials text',
    'products.pictures': 'alt file source_url',
    'products.prices': 'currency kind note source',
    'products.products': 'brand category category_key name name_key origin status',
    'products.relations': 'kind note',
    'products.reviews': 'external_product_id title verdict',
    'products.skus': 'code code_key options unit variant',
    'products.sold_as': 'matched_by sku variant',
    'products.sources': 'draft key',
    'purchase.beside_point': 'concern_key',
    'purchase.concerns': 'key matches name_en name_zh worries',
    'purchase.disclosures': 'item kind',
    'purchase.doubts': 'state',
    'purchase.endings': 'questions',
    'purchase.needs': 'questions',
    'purchase.points': 'campaign en terms_en terms_zh zh',
    'purchase.prospects': 'reason state',
    'purchase.terms': 'en item zh',
    'purchase.trials': 'aspect improve outcome state verdict',
    'promises.turns': 'channel outcome',
    'promises.words': 'heart kind state',
    'staff.accounts': 'language',
    'staff.api_keys': 'key_hash name prefix scopes',
    'staff.audit': 'action subject',
    'staff.calendars': 'calendar',
    'staff.invitations': 'roles',
    'staff.memberships': 'presence roles',
    'staff.presence_log': 'presence',
    'staff.rosters': 'roster',
    'staff.settings': 'key value',
    'staff.setup_tokens': 'token_hash',
    'staff.shops': 'currency language name slug time_zone',
    'touches.contact_policies': 'policy',
    'staff.stores': 'currency name platform time_zone widget_key',
    'training.attempts': 'answers questions subject',
    'training.certificates': 'kind',
    'training.debrief_tasks': 'kind state',
    'training.practices': 'title',
  }).flatMap(([table, columns]) => columns.split(' ').map((column) => `${table}.${column}`))

  test('every column that could hold any is in the register, or is known to hold none', async () => {
    const columns = await names(`
      select format('%s.%s.%s', n.nspname, c.relname, a.attname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped and t.typname in ('text', 'bytea', 'jsonb', 'json', 'varchar', '_text') and ${ours}`)
    const registered = new Set(
      await names(`select table_name || '.' || column_name as name from platform.personal_data`),
    )
    expect(columns.filter((name) => !registered.has(name) && !notPersonal.includes(name))).toEqual([])
    expect(
      notPersonal.filter((name) => !columns.includes(name) || registered.has(name)),
      'listed in vain',
    ).toEqual([])
    expect(
      await names(`select table_name || '.' || column_name as name from platform.personal_data r where not exists (
      select 1 from pg_attribute a where a.attrelid = to_regclass(r.table_name) and a.attname = r.column_name and not a.attisdropped)`),
      'registered in vain',
    ).toEqual([])
  })
})
