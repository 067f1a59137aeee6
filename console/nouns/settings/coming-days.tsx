import type { BusinessCalendar } from '#contract/calendar.ts'
import { useFormat } from '../../parts/format.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { DayBar } from './day-bar.tsx'
import { comingDays, timeText } from './hours.rules.ts'
import { hoursWords } from './hours.words.ts'
import css from './hours.module.css'

/** The coming fourteen days as bars, with what is different on each. */
export function ComingDays({ calendar }: { calendar: BusinessCalendar }) {
  const words = useWords(hoursWords)
  const format = useFormat()
  const [language] = useLanguage()
  const today = format.isoDay(serverNow())
  return (
    <ol className={css.coming}>
      {comingDays(calendar, today, 14).map((day) => (
        <li key={day.date} data-closed={day.shifts.length === 0 || undefined}>
          <b>{words.weekdays[day.weekday]}</b>
          <span className={css.date}>
            {day.date === today ? words.today : format.day(`${day.date}T12:00:00Z`)}
          </span>
          <DayBar shifts={day.shifts} label={words.weekdays[day.weekday]} />
          <span className={css.said}>
            {day.shifts.length === 0
              ? words.closed
              : day.shifts.map((s) => `${timeText(s.from)}–${timeText(s.to)}`).join('　')}
          </span>
          <span className={css.what}>
            {day.exceptions.map((e) => (
              <span key={`${e.kind} ${e.name.zh}`}>
                {e.name[language] || e.name.zh || e.name.en} <small>{words.kinds[e.kind]}</small>
              </span>
            ))}
          </span>
        </li>
      ))}
    </ol>
  )
}
