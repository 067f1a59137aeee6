import css from './import.module.css'

/** Long work: what is being done, how far it is, how long it still takes as far as that is honestly known. */
export function ProgressBar({
  said,
  share,
  about,
  left,
}: {
  said: string
  share: number
  about?: string
  left?: string | null
}) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div className={css.progress}>
      <p role="status">{said}</p>
      <div
        className={css.track}
        role="progressbar"
        aria-label={said}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <p className={css.quiet}>
        <span>{about}</span>
        <span>
          {percent}%{left && `　${left}`}
        </span>
      </p>
    </div>
  )
}
