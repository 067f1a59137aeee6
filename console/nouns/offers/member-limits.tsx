import { useQuery } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { SelectField, TextField } from '../../parts/controls.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

export interface MemberLimit {
  memberId: string
  /** As typed; empty: without limit. */
  amount: string
}

/** Freight that one person may take off, in place of what their role may. */
export function MemberLimits({
  limits,
  isBad,
  onChange,
}: {
  limits: readonly MemberLimit[]
  isBad: (amount: string) => boolean
  onChange: (limits: MemberLimit[]) => void
}) {
  const { policy: words, editor } = useWords(offersWords)
  const memberId = useMembership().id
  const staff = useQuery({ queryKey: ['staff', memberId], queryFn: () => api('GET /api/staff') })
  const members = staff.data?.members ?? []
  const nameOf = (id: string) => members.find((member) => member.id === id)?.displayName ?? ''
  const free = members.filter(({ id }) => !limits.some((limit) => limit.memberId === id))
  return (
    <div className={css.group}>
      {limits.map((limit) => (
        <div key={limit.memberId} className={css.step}>
          <TextField
            label={words.memberFreight(nameOf(limit.memberId))}
            hint={words.freightHint}
            inputMode="decimal"
            maxLength={10}
            value={limit.amount}
            problem={isBad(limit.amount) && editor.badAmount}
            onChange={(e) =>
              onChange(
                limits.map((one) =>
                  one.memberId === limit.memberId ? { ...one, amount: e.target.value } : one,
                ),
              )
            }
          />
          <button
            type="button"
            className="link"
            aria-label={`${words.remove} ${nameOf(limit.memberId)}`}
            onClick={() => onChange(limits.filter(({ memberId: id }) => id !== limit.memberId))}
          >
            {words.remove}
          </button>
        </div>
      ))}
      {free.length > 0 && (
        <div className={css.one}>
          <SelectField
            label={words.addMember}
            value=""
            onChange={(e) => onChange([...limits, { memberId: e.target.value, amount: '' }])}
          >
            <option value="" disabled>
              {words.member}
            </option>
            {free.map((member) => (
              <option key={member.id} value={member.id}>
                {member.displayName}
              </option>
            ))}
          </SelectField>
        </div>
      )}
    </div>
  )
}
