import { useQuery } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { SmallDiamond } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { defineWords, useWords } from '../../parts/words.tsx'
import css from './contact-check.module.css'

const contactWords = defineWords({
  zh: {
    title: '联系按钮看不看得见',
    about: '挂了聊天窗的每一页，都要一眼看得见「联系我们」。页面自己会说：按钮在不在第一屏、有没有被挡住。',
    passed: (found: number, all: number) => `${all} 页里 ${found} 页一眼看得见`,
    verdicts: { found: '看得见', below_first_view: '不在第一屏', hidden: '被挡住了，或者没显示' },
    by: (what: string) => `挡住它的：${what}`,
    width: (n: number) => `宽 ${n}`,
  },
  en: {
    title: 'Can the contact button be seen?',
    about:
      'On every page with the chat the way to you must be seen at once. Pages tell by themselves whether the button stood in the first view and uncovered.',
    passed: (found, all) => `seen at once on ${found} of ${all} pages`,
    verdicts: {
      found: 'seen at once',
      below_first_view: 'not in the first view',
      hidden: 'covered or not shown',
    },
    by: (what) => `covered by ${what}`,
    width: (n) => `${n} wide`,
  },
})

/** RSP-13: pages of the own site, failed ones first. Nothing is shown before a page has told. */
export function ContactCheck() {
  const words = useWords(contactWords)
  const time = useShopTime()
  const { id } = useMembership()
  const checks = useQuery({
    queryKey: ['button-checks', id],
    queryFn: () => api('GET /api/reports/contact-button'),
  })
  if (!checks.data || checks.data.rows.length === 0) return null
  const { rows, found } = checks.data
  return (
    <Section title={words.title} right={words.passed(found, rows.length)}>
      <p className={css.about}>{words.about}</p>
      <ul className={css.list}>
        {rows.map((row) => (
          <li key={`${row.storeName} ${row.page}`} data-failed={row.verdict !== 'found' || undefined}>
            <b>{row.page}</b>
            <span>
              {row.verdict !== 'found' && <SmallDiamond />} {words.verdicts[row.verdict]}
              {row.hiddenBy && ` · ${words.by(row.hiddenBy)}`}
            </span>
            <span>{words.width(row.width)}</span>
            <span>{time.since(row.checkedAt)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
