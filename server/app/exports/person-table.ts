/** A table with rows about one person, as their bundle shows it. */
export interface PersonTable {
  table: string
  title: { zh: string; en: string }
  /** `$2` the person's ids with those merged into them, `$3` their conversations, `$4` their visitors, `$5` their orders, `$6` their files. */
  where: string
  order: string
  /** Columns that are left out, with the reason. */
  without?: Readonly<Record<string, string>>
}
