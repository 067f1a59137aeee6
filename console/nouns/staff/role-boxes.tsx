import type { Role } from '#contract/staff/roles.ts'
import { Checkbox } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { useWords } from '../../parts/words.tsx'
import { staffWords } from './staff.words.ts'
import { teamWords } from './team.words.ts'
import css from './team.module.css'

const all: readonly Role[] = ['owner', 'lead', 'agent', 'aftersales', 'dispatch', 'finance']

/** Which roles a person holds; the owner's is shown only to those who may give it. */
export function RoleBoxes({
  value,
  onChange,
  canOwner,
  problem,
}: {
  value: readonly Role[]
  onChange: (roles: Role[]) => void
  canOwner: boolean
  problem?: boolean
}) {
  const words = useWords(teamWords)
  const { roles, roleAbout } = useWords(staffWords)
  return (
    <fieldset className={controls.field}>
      <legend className={controls.label}>{words.roles}</legend>
      <div className={css.roles}>
        {all
          .filter((role) => role !== 'owner' || canOwner || value.includes('owner'))
          .map((role) => (
            <Checkbox
              key={role}
              label={roles[role]}
              hint={roleAbout[role]}
              checked={value.includes(role)}
              disabled={role === 'owner' && !canOwner}
              onChange={(e) =>
                onChange(all.filter((r) => (r === role ? e.target.checked : value.includes(r))))
              }
            />
          ))}
      </div>
      {problem && (
        <p className={controls.problem} role="alert">
          {words.oneRole}
        </p>
      )}
    </fieldset>
  )
}
