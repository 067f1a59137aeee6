import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { encodeGbk } from '#test/builders/gbk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyRow } from '#test/builders/store-exports.ts'
import { openStore } from '#nouns/staff/index.ts'
import { importCustomers, type WantedImport } from './import-customers.ts'

let desk: OrderDeskForTests
let shop: TestShop
let files = 0
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.close())

const fresh = async () => {
  shop = await buildShop(desk)
  return shop
}
const take = async (text: string | Uint8Array, wanted: Partial<WantedImport> = {}) => {
  const path = join(desk.folder, `customers-${(files += 1)}.csv`)
  await writeFile(path, text)
  // Every run at a moment of its own, as runs are.
  await desk.clock.advance(1000)
  return importCustomers(
    {
      db: desk.db,
      clock: desk.clock,
      directory: desk.directory,
      addStore: (tx, now, store, by) => openStore(tx, now, desk.secrets, store, by),
    },
    { shopId: shop.shopId, path, isDryRun: false, isStrict: false, by: null, ...wanted },
  )
}
const counts = ({
  read,
  customers,
  created,
  updated,
  unchanged,
  refusedCount,
}: Awaited<ReturnType<typeof take>>) => [read, customers, created, updated, unchanged, refusedCount]
const page = async (q: string) => {
  const found = await desk.customers.find(shop.lead.caller, { q })
  return desk.customers.read(shop.lead.caller, found.rows[0]?.id ?? '')
}

const shopifyNew =
  'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags'
const shopifyOld =
  'First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt'

describe('[CRM-02] a file of customers', () => {
  test('Shopify’s: ids with an apostrophe, consent in its own word, names joined', async () => {
    await fresh()
    const file = [
      shopifyNew,
      `'6011,Ida,Brook,ida@mail.example,yes,Brook & Co,1 Lane,,Leeds,ENG,GB,LS1,'+441134960000,'+8613612347890,no,10.00,2,Rings first,no,"vip, tea"`,
      `'6012,Nils,,nils@mail.example,unsubscribed,,,,,,,,,,maybe,0.00,0,,no,`,
    ].join('\n')
    expect(counts(await take(file))).toEqual([2, 2, 2, 0, 0, 0])
    expect(await page('Ida Brook')).toMatchObject({
      name: 'Ida Brook',
      city: 'Leeds',
      note: 'Rings first',
      orderCount: 0,
      identities: [
        { kind: 'platform_account', shown: '6011', storeName: 'Shopify' },
        { kind: 'email', shown: 'id***@mail.example' },
        { kind: 'phone', shown: '136****7890' },
      ],
      consents: [
        { channel: 'email', isGiven: true, said: 'yes', storeName: 'Shopify' },
        { channel: 'sms', isGiven: false, said: 'no' },
      ],
    })
    const traits = (await page('Ida Brook')).traits.map(
      ({ key, value, source }) => `${key} ${value} ${source}`,
    )
    expect(new Set(traits)).toEqual(new Set(['company Brook & Co import', 'tags vip, tea import']))
    expect((await page('nils')).consents.map(({ isGiven, said }) => [isGiven, said])).toEqual([
      [false, 'unsubscribed'],
      [null, 'maybe'],
    ])
    expect(counts(await take(file))).toEqual([2, 2, 0, 0, 2, 0])
    expect((await page('Ida Brook')).consents).toHaveLength(2)
    const told = file.replace('yes', 'no')
    expect(counts(await take(told))).toEqual([2, 2, 0, 1, 1, 0])
    expect((await page('Ida Brook')).consents[0]).toMatchObject({ channel: 'email', isGiven: false })
  })

  test('Shopify’s older columns know people by e-mail', async () => {
    await fresh()
    const result = await take(
      `${shopifyOld}\nAda,Grey,ada@mail.example,yes,,,,Bath,,,,,,,no,0,0,,,no\nTom,Grey,,no,,,,,,,,,,,no,0,0,,,no`,
    )
    expect([result.format, ...counts(result)]).toEqual(['shopify', 2, 1, 1, 0, 0, 1])
    expect(result.refused).toEqual([{ line: 3, field: 'Email', reason: 'missing_value', detail: '' }])
  })

  test('orders came first: the same people get their names, and those who never bought come in', async () => {
    await fresh()
    await desk.take(
      shop.shopId,
      shopifyFile([
        shopifyRow({
          Id: '1',
          Email: '',
          Phone: '',
          'Billing Name': '',
          'Shipping Name': '',
          'Customer ID': 'ALF',
        }),
      ]),
      { storeName: 'North' },
    )
    const file =
      'customer_id,company_name,contact_name,contact_title,city,phone\nALF,Alfs Foods,Maria Anders,Owner,Berlin,030-0074321\nPAR,Paris Goods,Marie B,Owner,Paris,\n'
    expect(counts(await take(file, { storeName: 'North' }))).toEqual([2, 2, 1, 1, 0, 0])
    const maria = await page('Maria Anders')
    expect(maria).toMatchObject({ name: 'Maria Anders', city: 'Berlin', orderCount: 1 })
    expect(maria.identities.map(({ shown }) => shown)).toEqual(['ALF'])
    expect(counts(await take(file, { storeName: 'North' }))).toEqual([2, 2, 0, 0, 2, 0])
  })

  test('columns in Chinese, in GBK; who bought by a nick is called by their name', async () => {
    await fresh()
    const text =
      '会员名,姓名,手机号,城市,生日,接受短信\n山茶花_86,王小明,13912345670,杭州,1986-03-02,是\n茶花女,李红,138****0000,上海,,否\n,张三,138****0000,,,\n'
    const result = await take(encodeGbk(text))
    expect(counts(result)).toEqual([3, 2, 2, 0, 0, 1])
    expect(result.refused).toEqual([{ line: 4, field: '手机号', reason: 'bad_id', detail: '' }])
    expect(result.columns).toMatchObject({ account: '会员名', phone: '手机号', birthday: '生日' })
    // Found by nick, by name, by what the name sounds like, and by the last digits.
    for (const q of ['山茶花', '王小明', 'wangxiaoming', 'wxm', 'wangxm', 'xiaoming', '5670'])
      expect([q, (await page(q)).name]).toEqual([q, '王小明'])
    expect((await page('李红')).identities.map(({ kind }) => kind)).toEqual(['platform_account'])
  })

  test('a map says otherwise, and what it names must be there', async () => {
    await fresh()
    const file = 'ref,who,reach\n7,Zoë,zoe@mail.example\n'
    await expect(take(file)).rejects.toMatchObject({
      code: 'import.unreadable',
      details: { failure: 'nothing_to_know_by' },
    })
    const map = { id: 'ref', name: 'who', email: 'reach' }
    expect(counts(await take(file, { map }))).toEqual([1, 1, 1, 0, 0, 0])
    expect(await page('Zoë')).toMatchObject({ name: 'Zoë' })
    for (const wrong of [{ id: 'nr' }, { shoe: 'ref' }] as Record<string, string>[])
      await expect(take(file, { map: wrong })).rejects.toMatchObject({ code: 'import.unreadable' })
  })

  test('refused line by line with the reason; strict takes nothing; a dry run tells and changes nothing', async () => {
    await fresh()
    const file = [
      'id,email,name',
      '1,a@mail.example,A',
      '1,b@mail.example,B',
      '1,a@mail.example,A',
      '1.23E+15,c@mail.example,C',
      ',,D',
      ',not an address,E',
      '2,f@mail.example,"F',
    ].join('\n')
    const dry = await take(file, { isDryRun: true })
    expect(dry.refused.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [3, null, 'conflict'],
      [5, 'id', 'lost_digits'],
      [6, 'id', 'missing_value'],
      [7, 'email', 'bad_id'],
      [8, null, 'unclosed_quote'],
    ])
    const strict = await take(file, { isStrict: true })
    expect([strict.refusedCount, strict.dryRun]).toEqual([5, true])
    expect((await desk.customers.find(shop.lead.caller, {})).rows).toEqual([])
    expect(counts(await take(file))).toEqual(counts(dry))
    expect((await desk.customers.find(shop.lead.caller, {})).rows.map(({ name }) => name)).toEqual(['A'])
  })

  test('what a colleague wrote by hand stays', async () => {
    await fresh()
    const file = 'email,name,note,company\nlee@mail.example,Lee,from the file,One Ltd\n'
    await take(file)
    const lee = await page('Lee')
    await desk.customers.change(shop.lead.caller, lee.id, {
      note: 'by hand',
      name: 'Lee Wong',
      version: lee.version,
    })
    await desk.customers.note(shop.lead.caller, lee.id, { key: 'company', value: 'Two Ltd' })
    await take(file.replace('One Ltd', 'Three Ltd'))
    expect(await page('Lee Wong')).toMatchObject({
      name: 'Lee Wong',
      note: 'by hand',
      traits: [{ key: 'company', value: 'Two Ltd', source: 'agent' }],
    })
  })

  test('several rows of one person, each knowing something: nothing of any is lost', async () => {
    await fresh()
    const map = { account: 'nick', emailConsent: 'mails', smsConsent: 'texts', company: 'firm', job: 'job' }
    const file = [
      'id,nick,email,name,city,note,firm,job,mails,texts',
      '1,lin_86,lin@mail.example,,,Rings first,One Ltd,,yes,',
      '2,lin_99,lin@mail.example,Lin Wong,Leeds,Rings last,Two Ltd,Baker,,no',
    ].join('\n')
    expect(counts(await take(file, { map }))).toEqual([2, 2, 1, 1, 0, 0])
    const lin = await page('Lin Wong')
    expect(lin).toMatchObject({ name: 'Lin Wong', city: 'Leeds', note: 'Rings first' })
    expect(lin.traits.map(({ key, value }) => `${key} ${value}`).toSorted()).toEqual([
      'company Two Ltd',
      'job Baker',
    ])
    expect(lin.consents.map(({ channel, isGiven }) => [channel, isGiven])).toEqual([
      ['email', true],
      ['sms', false],
    ])
    for (const q of ['lin_86', 'lin_99']) expect((await page(q)).id).toBe(lin.id)
    expect(counts(await take(file, { map }))).toEqual([2, 2, 0, 0, 2, 0])
  })

  test('two rows of a key far apart: a trial finds them, and strict takes nothing in', async () => {
    await fresh()
    const rows = Array.from({ length: 900 }, (_, i) => `u${i},u${i}@mail.example,顾客${i}`)
    const file = ['id,email,name', ...rows, 'u0,u0@mail.example,顾客0', 'u1,u1@mail.example,另一个'].join(
      '\n',
    )
    for (const how of [{ isDryRun: true }, { isStrict: true }]) {
      const tried = await take(file, how)
      expect([counts(tried), tried.duplicates, tried.dryRun]).toEqual([[902, 900, 900, 0, 0, 1], 1, true])
      expect(tried.refused).toEqual([{ line: 903, field: null, reason: 'conflict', detail: '3' }])
    }
    expect((await desk.customers.find(shop.lead.caller, {})).rows).toEqual([])
    expect(counts(await take(file))).toEqual([902, 900, 900, 0, 0, 1])
  })

  test('thousands of rows, some of them one person’s, run twice: the same people', async () => {
    await fresh()
    const rows = Array.from({ length: 2500 }, (_, i) => `u${i},p${i % 2000}@mail.example,顾客${i % 2000}`)
    const file = `id,email,name\n${rows.join('\n')}\n`
    const first = await take(file)
    expect(counts(first)).toEqual([2500, 2500, 2000, 500, 0, 0])
    expect(counts(await take(file))).toEqual([2500, 2500, 0, 0, 2500, 0])
  })
})
