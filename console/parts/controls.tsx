import { useId, type ComponentProps, type ReactNode } from 'react'
import { Link, type LinkProps } from '@tanstack/react-router'
import css from './controls.module.css'

/** `filled` once per screen; `danger` for what cannot be undone. */
export type ButtonKind = 'plain' | 'filled' | 'quiet' | 'danger'

interface ButtonProps extends ComponentProps<'button'> {
  kind?: ButtonKind
  isBusy?: boolean
  /** A key to press instead, shown inside. */
  shortcut?: string
}

export function Button({
  kind = 'plain',
  isBusy = false,
  shortcut,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${css.button} ${className ?? ''}`}
      data-kind={kind}
      aria-busy={isBusy || undefined}
      disabled={rest.disabled === true || isBusy}
    >
      {children}
      {shortcut && <kbd className={css.keyInside}>{shortcut}</kbd>}
    </button>
  )
}

/** A link that looks like a button. */
export function ButtonLink({
  kind = 'plain',
  children,
  ...link
}: LinkProps & { kind?: ButtonKind; children: ReactNode }) {
  return (
    <Link {...link} className={css.button ?? ''} data-kind={kind}>
      {children}
    </Link>
  )
}

/** The cap of a key. */
export const Key = ({ children }: { children: ReactNode }) => <kbd className={css.key}>{children}</kbd>

interface FieldFrame {
  label: string
  /** One line below: what it is for, or its range. */
  hint?: ReactNode
  /** What is wrong with it; named to screen readers. */
  problem?: ReactNode
  isLabelHidden?: boolean
}

/** Label, control and one line below. `children` gets the ids to put on its control. */
export function Field({
  label,
  hint,
  problem,
  isLabelHidden = false,
  children,
}: FieldFrame & {
  children: (ids: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': true | undefined
  }) => ReactNode
}) {
  const id = useId()
  const below = problem ?? hint
  return (
    <div className={css.field}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : css.label}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': below ? `${id}-below` : undefined,
        'aria-invalid': problem ? true : undefined,
      })}
      {below && (
        <p id={`${id}-below`} className={problem ? css.problem : css.hint}>
          {below}
        </p>
      )}
    </div>
  )
}

export function TextField({
  label,
  hint,
  problem,
  isLabelHidden,
  className,
  ...input
}: FieldFrame & ComponentProps<'input'>) {
  return (
    <Field {...frame(label, hint, problem, isLabelHidden)}>
      {(ids) => <input type="text" {...input} {...ids} className={`${css.input} ${className ?? ''}`} />}
    </Field>
  )
}

export function TextArea({
  label,
  hint,
  problem,
  isLabelHidden,
  className,
  ...input
}: FieldFrame & ComponentProps<'textarea'>) {
  return (
    <Field {...frame(label, hint, problem, isLabelHidden)}>
      {(ids) => (
        <textarea rows={4} {...input} {...ids} className={`${css.input} ${css.area} ${className ?? ''}`} />
      )}
    </Field>
  )
}

export function SelectField({
  label,
  hint,
  problem,
  isLabelHidden,
  className,
  children,
  ...input
}: FieldFrame & ComponentProps<'select'>) {
  return (
    <Field {...frame(label, hint, problem, isLabelHidden)}>
      {(ids) => (
        <select {...input} {...ids} className={`${css.input} ${css.select} ${className ?? ''}`}>
          {children}
        </select>
      )}
    </Field>
  )
}

const frame = (label: string, hint: ReactNode, problem: ReactNode, isLabelHidden: boolean | undefined) => ({
  label,
  ...(hint !== undefined && { hint }),
  ...(problem !== undefined && problem !== null && problem !== false && { problem }),
  ...(isLabelHidden !== undefined && { isLabelHidden }),
})

export function Checkbox({
  label,
  hint,
  ...input
}: { label: ReactNode; hint?: ReactNode } & ComponentProps<'input'>) {
  return (
    <label className={css.check}>
      <input type="checkbox" {...input} />
      <span>
        {label}
        {hint && <span className={css.hint}>{hint}</span>}
      </span>
    </label>
  )
}

/** A few choices, one of which holds: words side by side, or rows with a line below each. */
export function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
  isLabelHidden = false,
  isRows = false,
}: {
  label: string
  value: V
  options: readonly { value: V; label: ReactNode; about?: ReactNode }[]
  onChange: (value: V) => void
  isLabelHidden?: boolean
  isRows?: boolean
}) {
  const name = useId()
  return (
    <fieldset className={css.field}>
      <legend className={isLabelHidden ? 'visually-hidden' : css.label}>{label}</legend>
      <div className={isRows ? css.choiceRows : css.choice}>
        {options.map((o) => (
          <label key={o.value}>
            <input type="radio" name={name} checked={o.value === value} onChange={() => onChange(o.value)} />
            <span>
              {o.label}
              {o.about && <span className={css.hint}>{o.about}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Words over a hairline, the current one underlined. For views of one list; `right` stands at the far end. */
export function Tabs<V extends string>({
  label,
  value,
  options,
  onChange,
  right,
}: {
  label: string
  value: V
  options: readonly { value: V; label: ReactNode }[]
  onChange: (value: V) => void
  right?: ReactNode
}) {
  return (
    <div className={css.tabs}>
      <div role="group" aria-label={label}>
        {options.map((o) => (
          <button
            key={o.value}
            type="button"
            aria-pressed={o.value === value}
            onClick={() => onChange(o.value)}
          >
            {o.label}
          </button>
        ))}
      </div>
      {right}
    </div>
  )
}
