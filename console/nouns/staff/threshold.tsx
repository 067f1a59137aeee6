import { useEffect, type ReactNode } from 'react'
import { Mark } from '../../parts/marks/petals.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { staffWords } from './staff.words.ts'
import css from './threshold.module.css'

/** A page before the desk: one question, one answer, the language at hand. */
export function Threshold({
  title,
  lead,
  children,
  step,
}: {
  title: string
  lead?: ReactNode
  children: ReactNode
  step?: string
}) {
  const words = useWords(staffWords)
  const [language, setLanguage] = useLanguage()
  useEffect(() => {
    document.title = `${title.replace(/。$/, '')} · ${words.brand}`
  }, [title, words])
  return (
    <div className={css.page}>
      <header className={css.top}>
        <span className={css.brand}>
          <Mark size={34} /> <b>{words.brand}</b>
        </span>
        <span className={css.languages} role="group" aria-label="语言 Language">
          {(['zh', 'en'] as const).map((one) => (
            <button
              key={one}
              type="button"
              lang={one === 'zh' ? 'zh-CN' : 'en'}
              aria-pressed={one === language}
              onClick={() => setLanguage(one)}
            >
              {one === 'zh' ? '中文' : 'English'}
            </button>
          ))}
        </span>
      </header>
      <main className={css.main}>
        {step && <p className={css.step}>{step}</p>}
        <h1 className="song">{title}</h1>
        {lead && <p className={css.lead}>{lead}</p>}
        {children}
      </main>
    </div>
  )
}
