import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from './api.ts'
import { useFormat } from './format.tsx'
import { Menu, type MenuItem } from './menu.tsx'
import css from './presence.module.css'
import { ErrorLine } from './screen-states.tsx'
import { meKey, useMe, useMembership, type Me } from './session.tsx'
import { shellWords } from './shell.words.ts'
import { useStreamEvents } from './stream.tsx'
import { useWords } from './words.tsx'

type State = 'on' | 'break' | 'off'
const states: readonly State[] = ['on', 'break', 'off']

/** Who I am here and whether buyers come to me; at the foot of the rail, or in the sheet of a phone. */
export function Presence({ place }: { place: 'rail' | 'sheet' }) {
  const words = useWords(shellWords)
  const me = useMe()
  const membership = useMembership()
  const { presence, setPresence, error } = usePresence()
  const until = useUntil()
  const navigate = useNavigate()
  const signOut = useSignOut()

  const items: MenuItem[] = states.map((state) => ({
    label: words.presence[state],
    about: words.presenceAbout[state],
    isChecked: state === presence,
    onPick: () => setPresence(state),
  }))
  if (place === 'rail') {
    for (const other of me.memberships.filter((m) => m.id !== membership.id)) {
      items.push({
        label: words.otherShop(other.shop.name),
        onPick: () => void navigate({ to: '/s/$slug', params: { slug: other.shop.slug } }),
      })
    }
    items.push({
      label: words.openAccount,
      onPick: () => void navigate({ to: '/s/$slug/account', params: { slug: membership.shop.slug } }),
    })
  }
  items.push({ label: words.signOut, onPick: signOut })

  const isAnswering = membership.roles.some((r) => r !== 'dispatch' && r !== 'finance')
  const face = (
    <>
      <strong>{membership.displayName}</strong>
      <span className={css.state} data-state={presence}>
        {isAnswering ? (
          <>
            <PresenceDot state={presence} /> {words.presence[presence]}
          </>
        ) : (
          words.roles[membership.roles[0] ?? 'agent']
        )}
      </span>
      {isAnswering && presence !== 'off' && until && <span className={css.until}>{until}</span>}
      <span className="visually-hidden">{words.changePresence}</span>
    </>
  )
  return (
    <div className={css.presence} data-place={place}>
      {error !== null && <ErrorLine error={error} />}
      <Menu className={css.face} face={face} items={items} place="above" />
    </div>
  )
}

/** Shape as well as colour: full, half, empty. */
/** Filled: on the desk; half: on a break; empty: off. */
export function PresenceDot({ state }: { state: State }) {
  return (
    <svg width="10" height="10" viewBox="-5 -5 10 10" aria-hidden="true">
      <circle r="4" fill={state === 'on' ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.5" />
      {state === 'break' && <path d="M0 -4 A4 4 0 0 1 0 4 Z" fill="currentColor" />}
    </svg>
  )
}

function usePresence() {
  const membership = useMembership()
  const client = useQueryClient()
  const show = (presence: State) =>
    client.setQueryData<Me>(
      meKey,
      (me) =>
        me && {
          ...me,
          memberships: me.memberships.map((m) => (m.id === membership.id ? { ...m, presence } : m)),
        },
    )
  const change = useMutation({
    mutationFn: (presence: State) => api('PUT /api/staff/me/presence', { body: { presence } }),
    onMutate: (presence) => {
      show(presence)
      return membership.presence
    },
    onError: (_error, _asked, before) => before && show(before),
    onSuccess: (reply) => show(reply.presence),
  })
  // Another tab or an administrator may have changed it.
  useStreamEvents((e) => {
    if (e.name === 'staff.presence_changed' && e.subject === membership.id)
      void client.invalidateQueries({ queryKey: meKey })
  })
  return {
    presence: membership.presence,
    setPresence: (state: State) => change.mutate(state),
    error: change.error,
  }
}

/** 到 18:00 while the shop is open, 09:00 开门 while it is not. */
function useUntil(): string | null {
  const words = useWords(shellWords)
  const { id } = useMembership()
  const format = useFormat()
  const hours = useQuery({
    queryKey: ['calendar', id],
    queryFn: () => api('GET /api/calendar'),
    staleTime: 300_000,
    refetchInterval: 300_000,
  })
  if (!hours.data) return null
  const { isOpen, opensAt, closesAt } = hours.data
  if (isOpen) return closesAt ? words.until(format.clock(closesAt)) : null
  return opensAt ? words.opensAt(format.when(opensAt)) : null
}

export function useSignOut(): () => void {
  const client = useQueryClient()
  return () => {
    const leave = () => {
      client.clear()
      location.assign('/sign-in')
    }
    void api('DELETE /api/session').then(leave, leave)
  }
}
