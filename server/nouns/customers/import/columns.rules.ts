/**
 * Which column of a file of customers is what, in Chinese and English: what Shopify and WooCommerce export, and what
 * people write by hand. A name says it, folded; what is guessed wrong is said otherwise by a map.
 */
export const customerFields = [
  'id',
  'account',
  'email',
  'phone',
  'name',
  'firstName',
  'lastName',
  'company',
  'city',
  'note',
  'tags',
  'birthday',
  'language',
  'job',
  'emailConsent',
  'smsConsent',
] as const
export type CustomerField = (typeof customerFields)[number]

/** Known spellings, folded; the surest first. */
const spellings: Readonly<Record<CustomerField, readonly string[]>> = {
  id: [
    'customerid',
    'userid',
    'memberid',
    'buyerid',
    'openid',
    '客户id',
    '客户编号',
    '会员id',
    '会员编号',
    '用户id',
    '买家id',
    'id',
  ],
  account: [
    '买家会员名',
    '会员名',
    '买家昵称',
    '旺旺',
    '旺旺名',
    '旺旺号',
    '昵称',
    '用户名',
    '账号',
    '会员账号',
    'nickname',
    'nick',
    'username',
    'login',
    'account',
  ],
  email: [
    'email',
    'emailaddress',
    'mail',
    'billingemail',
    'customeremail',
    '邮箱',
    '电子邮箱',
    '电子邮件',
    '邮件',
    '邮箱地址',
  ],
  phone: [
    'phone',
    'mobile',
    'mobilephone',
    'cellphone',
    'phonenumber',
    'telephone',
    'tel',
    'billingphone',
    '手机',
    '手机号',
    '手机号码',
    '联系手机',
    '电话',
    '联系电话',
    '电话号码',
  ],
  name: [
    'name',
    'fullname',
    'customername',
    'contactname',
    'displayname',
    '姓名',
    '客户姓名',
    '客户名称',
    '真实姓名',
    '联系人',
    '名字',
    '称呼',
  ],
  firstName: ['firstname', 'givenname', 'billingfirstname', '名'],
  lastName: ['lastname', 'surname', 'familyname', 'billinglastname', '姓'],
  company: ['company', 'companyname', 'defaultaddresscompany', 'billingcompany', '公司', '公司名称', '单位'],
  city: ['city', 'defaultaddresscity', 'billingcity', '城市', '所在城市', '市', '所在地'],
  note: ['note', 'notes', 'remark', 'comment', '备注', '客户备注'],
  tags: ['tags', 'tag', 'labels', '标签', '客户标签'],
  birthday: ['birthday', 'dateofbirth', 'birthdate', '生日', '出生日期'],
  language: ['language', 'locale', '语言'],
  job: ['contacttitle', 'jobtitle', 'occupation', '职位', '职业'],
  emailConsent: [
    'acceptsemailmarketing',
    'acceptsmarketing',
    'emailmarketing',
    'emailconsent',
    'newsletter',
    '接受邮件',
    '邮件订阅',
    '接受邮件营销',
  ],
  smsConsent: ['acceptssmsmarketing', 'smsmarketing', 'smsconsent', '接受短信', '短信订阅', '接受短信营销'],
}

export type CustomerColumns = Partial<Record<CustomerField, number>>
export type CustomerFormat = 'shopify' | 'woocommerce' | 'other'

/** Case, spaces and separators say nothing: `Customer ID`, `customer_id`, `customerID`. */
export const foldHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.:：*()（）/]+/g, '')

/** The columns as their names tell. */
export const guessColumns = (headers: readonly string[]): CustomerColumns => {
  const folded = headers.map(foldHeader)
  const found: CustomerColumns = {}
  for (const field of customerFields) {
    const known = spellings[field].find((spelling) => folded.includes(spelling))
    if (known !== undefined) found[field] = folded.indexOf(known)
  }
  return found
}

/** Whose export it is: the shop's own platform keeps its customers apart. */
export const formatOf = (headers: readonly string[]): CustomerFormat => {
  const folded = new Set(headers.map(foldHeader))
  if (folded.has('acceptsemailmarketing') && (folded.has('customerid') || folded.has('totalorders')))
    return 'shopify'
  const isWoo = ['aov', 'lastactive', 'billingfirstname', 'billingemail'].some((name) => folded.has(name))
  return isWoo ? 'woocommerce' : 'other'
}

export type ColumnProblem =
  | { problem: 'unknown_field'; name: string }
  | { problem: 'unknown_column'; name: string }
  | { problem: 'duplicate_column'; name: string }
  | { problem: 'nothing_to_know_by' }

/**
 * Guessed columns with what a map says on top: names of fields to names of columns, or to null for none. Something by which a
 * person is known again must be among them.
 */
export const chooseColumns = (
  headers: readonly string[],
  map: Readonly<Record<string, string | null>>,
): { columns: CustomerColumns } | ColumnProblem => {
  const columns = guessColumns(headers)
  for (const [name, column] of Object.entries(map)) {
    const field = customerFields.find((one) => one === name)
    if (!field) return { problem: 'unknown_field', name }
    if (column === null) {
      delete columns[field]
      continue
    }
    const wanted = foldHeader(column)
    const at = headers.findIndex((header) => header.trim() === column.trim())
    const place = at >= 0 ? at : headers.findIndex((header) => foldHeader(header) === wanted)
    if (place < 0) return { problem: 'unknown_column', name: column }
    columns[field] = place
  }
  for (const at of Object.values(columns)) {
    const name = foldHeader(headers[at] ?? '')
    if (headers.filter((header) => foldHeader(header) === name).length > 1)
      return { problem: 'duplicate_column', name: headers[at] ?? '' }
  }
  const canKnow = (['id', 'account', 'email', 'phone'] as const).some((field) => columns[field] !== undefined)
  return canKnow ? { columns } : { problem: 'nothing_to_know_by' }
}

/** Words of consent in exports; null: said, but not known to us. */
export const consentOf = (said: string): boolean | null => {
  const word = said.trim().toLowerCase()
  if (['yes', 'true', '1', 'y', 'subscribed', '是', '同意', '接受', '已订阅'].includes(word)) return true
  return [
    'no',
    'false',
    '0',
    'n',
    'unsubscribed',
    'not subscribed',
    '否',
    '不同意',
    '拒绝',
    '未订阅',
    '已退订',
  ].includes(word)
    ? false
    : null
}

/** Blank, or one of the words that mean it. */
export const isBlank = (text: string): boolean =>
  text === '' || /^(?:null|none|n\/a|undefined|-+|无)$/i.test(text)

/** What a spreadsheet program makes of a long number; its last digits are gone. */
export const hasLostDigits = (text: string): boolean => /^\d(?:\.\d+)?e\+?\d+$/i.test(text)

/** The fields that a header tells, or null where no person could be known by them. */
export const findCustomerFields = (headers: readonly string[]): string[] | null => {
  const chosen = chooseColumns(headers, {})
  return 'columns' in chosen ? Object.keys(chosen.columns) : null
}
