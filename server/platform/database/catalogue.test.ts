import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allTables, openCatalogue, ours, protectedTables, type Catalogue } from '#test/database/catalogue.ts'

/**
 * What PostgreSQL itself says about who may see what. Nobody has to remember a rule: a table, view, function or
 * column that breaks one fails here by its name.
 */
let catalogue: Catalogue
beforeAll(async () => {
  catalogue = await openCatalogue()
})
afterAll(() => catalogue.close())

describe('roles', () => {
  test('of the application cannot log in, see past the policies, or become more', async () => {
    const { rows } = await catalogue.admin.query(
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
    } = await catalogue.admin.query(
      `select pg_has_role('fivehearts_app', 'fivehearts_system', 'member') as is_member`,
    )
    expect(member).toEqual({ is_member: false })
  })

  test('own nothing, and may neither make tables nor empty them at one stroke', async () => {
    expect(
      await catalogue.names(
        `select c.oid::regclass::text as name from pg_class c where pg_get_userbyid(c.relowner) like 'fivehearts%'`,
      ),
    ).toEqual([])
    expect(
      await catalogue.names(
        `select format('%s %s', r.rolname, n.nspname) as name from pg_namespace n cross join pg_roles r where r.rolname like 'fivehearts%' and ${ours} and has_schema_privilege(r.rolname, n.oid, 'create')`,
      ),
    ).toEqual([])
    expect(
      await catalogue.names(
        `select format('%s %s', r.rolname, t.name) as name from (${allTables}) t cross join pg_roles r where r.rolname like 'fivehearts%' and has_table_privilege(r.rolname, t.oid, 'truncate, trigger, references')`,
      ),
    ).toEqual([])
  })
})

describe('tables', () => {
  test('hold one shop’s rows under row-level security, or are on the list', async () => {
    expect((await catalogue.names(`select name from (${protectedTables}) t`)).length).toBeGreaterThan(15)
    expect(
      await catalogue.names(
        `select name from (${protectedTables}) t where not (relrowsecurity and relforcerowsecurity)`,
      ),
    ).toEqual([])
    expect(
      await catalogue.names(`select g.name from platform.global_tables g where to_regclass(g.name) is null`),
    ).toEqual([])
  })

  test('with hashes of a shop’s tokens are under it as well: whose one is, the system asks by the hash', async () => {
    const tokens = await catalogue.names(
      `select distinct t.name from (${allTables}) t join pg_attribute a on a.attrelid = t.oid where a.attname like '%\\_hash' and a.atttypid = 'bytea'::regtype and not a.attisdropped`,
    )
    expect(tokens).toContain('platform.private_links')
    expect(
      await catalogue.names(
        `select t.name from (${allTables}) t where name = 'platform.private_links' and relrowsecurity and relforcerowsecurity and obj_description(t.oid) like '%looked up across shops%'`,
      ),
    ).toEqual(['platform.private_links'])
    // Of accounts and before a shop: on the list. All others belong to one shop.
    expect(
      await catalogue.names(
        `select name from platform.global_tables where name = any ('{${tokens.join(',')}}'::text[])`,
      ),
    ).toEqual(['staff.sessions', 'staff.setup_tokens', 'staff.sign_in_failures'])
  })

  test('carry exactly our three policies', async () => {
    const { rows } = await catalogue.admin.query<{ name: string; policies: string[] }>(`
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
      await catalogue.names(`select c.oid::regclass::text as name from pg_class c where c.relispartition`),
    ).toContain('platform.events_default')
    expect(
      await catalogue.names(
        `select format('%s %s', r.rolname, c.oid::regclass) as name from pg_class c cross join pg_roles r where c.relispartition and c.relkind in ('r', 'p') and r.rolname like 'fivehearts%' and has_table_privilege(r.rolname, c.oid, 'select, insert, update, delete')`,
      ),
    ).toEqual([])
  })

  test('that are on the list give the application nothing, but for these', async () => {
    const { rows } = await catalogue.admin.query<{ name: string; granted: string }>(`
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
        await catalogue.names(
          `select format('%s %s', r.rolname, p) as name from pg_roles r cross join unnest(array['update', 'delete', 'truncate']) p where r.rolname like 'fivehearts%' and (has_table_privilege(r.rolname, '${name}', p) or (p = 'update' and has_any_column_privilege(r.rolname, '${name}', p)))`,
        ),
        name,
      ).toEqual([])
  })
})

describe('views and functions', () => {
  const views = `select format('%s.%s', n.nspname, c.relname) as name, c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ours}`

  test('see with the eyes of whoever asks', async () => {
    expect((await catalogue.names(`select name from (${views}) v`)).length).toBeGreaterThan(5)
    expect(
      await catalogue.names(
        `select name from (${views}) v where relkind = 'm' or not coalesce(reloptions @> array['security_invoker=true'], false)`,
      ),
    ).toEqual([])
    expect(
      await catalogue.names(
        `select name from (${views}) v where not exists (select 1 from pg_attribute a where a.attrelid = v.oid and a.attname = 'shop_id')`,
      ),
    ).toEqual([])
  })

  test('that borrow their owner’s rights are named, hold their search path, and are not for everybody', async () => {
    const borrowing = `select format('%s.%s', n.nspname, p.proname) as name, p.* from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and ${ours}`
    expect(await catalogue.names(`select name from (${borrowing}) f`)).toEqual([
      'customers.find_names',
      'orders.refresh_statistics',
      'platform.ensure_partitions',
    ])
    expect(
      await catalogue.names(
        `select name from (${borrowing}) f where not coalesce(array_to_string(proconfig, ',') like 'search_path=%', false) or has_function_privilege('public', oid, 'execute')`,
      ),
    ).toEqual([])
    // Otherwise temporary tables would be found before those of the catalogue.
    expect(
      await catalogue.names(
        `select name from (${borrowing}) f where not exists (select from unnest(proconfig) c where c ~ '^search_path=.*, ?"?pg_temp"?$')`,
      ),
    ).toEqual([])
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
    'care.next_items': 'channel declined reason state',
    'care.next_rules': 'rules',
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
    'platform.shipped': 'key',
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
    'touches.no_more': 'source',
    'touches.rules': 'rules',
    'touches.touches': 'channel heart key kind purpose state',
    'staff.stores': 'currency name platform time_zone widget_key',
    'training.attempts': 'answers questions subject',
    'training.certificates': 'kind',
    'training.debrief_tasks': 'kind state',
    'training.practices': 'title',
  }).flatMap(([table, columns]) => columns.split(' ').map((column) => `${table}.${column}`))

  test('every column that could hold any is in the register, or is known to hold none', async () => {
    const columns = await catalogue.names(`
      select format('%s.%s.%s', n.nspname, c.relname, a.attname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped and t.typname in ('text', 'bytea', 'jsonb', 'json', 'varchar', '_text') and ${ours}`)
    const registered = new Set(
      await catalogue.names(`select table_name || '.' || column_name as name from platform.personal_data`),
    )
    expect(columns.filter((name) => !registered.has(name) && !notPersonal.includes(name))).toEqual([])
    expect(
      notPersonal.filter((name) => !columns.includes(name) || registered.has(name)),
      'listed in vain',
    ).toEqual([])
    expect(
      await catalogue.names(`select table_name || '.' || column_name as name from platform.personal_data r where not exists (
      select 1 from pg_attribute a where a.attrelid = to_regclass(r.table_name) and a.attname = r.column_name and not a.attisdropped)`),
      'registered in vain',
    ).toEqual([])
  })
})
