import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { anyRole, roles } from './roles.ts'

export const Email = Type.String({ format: 'email', maxLength: 254 })
/** At least ten characters; length beats rules about signs. */
export const Password = Type.String({ minLength: 10, maxLength: 200 })
export const Slug = Type.String({ pattern: '^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$' })

export const presenceStates = ['on', 'break', 'off'] as const
export const Presence = OneOf(presenceStates)

export const Membership = Type.Object({
  id: Id,
  shop: Type.Object({
    id: Id,
    slug: Type.String(),
    name: Type.String(),
    language: Language,
    timeZone: Type.String(),
    currency: Type.String(),
    isDemo: Type.Boolean(),
  }),
  displayName: Type.String(),
  roles: Type.Array(OneOf(roles)),
  presence: Presence,
})
export type Membership = Static<typeof Membership>

export const Me = Type.Object({
  account: Type.Object({
    id: Id,
    email: Type.String(),
    name: Type.String(),
    language: Language,
    hasSecondFactor: Type.Boolean(),
  }),
  memberships: Type.Array(Membership),
})
export type Me = Static<typeof Me>

export const readSetup = endpoint({
  method: 'GET',
  path: '/api/setup',
  access: { by: 'anyone' },
  summary: 'Whether the desk still waits for its first owner.',
  reply: Type.Object({ needed: Type.Boolean() }),
})
export const finishSetup = endpoint({
  method: 'POST',
  path: '/api/setup',
  access: { by: 'anyone' },
  summary: 'Creates the first owner and shop with the one-time set-up token; signs in.',
  body: Strict({
    token: Text(200),
    name: Text(80),
    email: Email,
    password: Password,
    language: Language,
    /** A shop of one’s own, or the demo shop that is filled with invented data. */
    shop: Type.Union([
      Strict({
        kind: Type.Literal('own'),
        name: Text(80),
        slug: Slug,
        timeZone: Text(64),
        currency: Type.String({ pattern: '^[A-Z]{3}$' }),
      }),
      Strict({ kind: Type.Literal('demo') }),
    ]),
  }),
  reply: Me,
})
export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  access: { by: 'anyone' },
  summary: 'Signs in; sets the session cookie. `code` is the second factor where one is set.',
  body: Strict({
    email: Email,
    password: Type.String({ minLength: 1, maxLength: 200 }),
    code: Type.Optional(Text(20)),
  }),
  reply: Me,
})
export const readMe = endpoint({
  method: 'GET',
  path: '/api/session',
  access: { by: 'account' },
  summary: 'Who is signed in, and where they work.',
  reply: Me,
})
export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  access: { by: 'account' },
  summary: 'Ends this session.',
  reply: Nothing,
})
export const changeMe = endpoint({
  method: 'PATCH',
  path: '/api/session/account',
  access: { by: 'account' },
  summary: 'Changes the own name, language or password.',
  body: Strict({
    name: Type.Optional(Text(80)),
    language: Type.Optional(Language),
    password: Type.Optional(Strict({ old: Type.String({ maxLength: 200 }), new: Password })),
  }),
  reply: Me,
})
export const listSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  access: { by: 'account' },
  summary: 'The own open sessions.',
  reply: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        createdAt: Instant,
        lastSeenAt: Instant,
        agent: Nullable(Type.String()),
        isThis: Type.Boolean(),
      }),
    ),
  }),
})
export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:id',
  access: { by: 'account' },
  summary: 'Ends one of the own sessions.',
  reply: Nothing,
})
export const beginSecondFactor = endpoint({
  method: 'POST',
  path: '/api/session/second-factor',
  access: { by: 'account' },
  summary: 'Starts enrolling an authenticator app; nothing changes until it is confirmed.',
  reply: Type.Object({ secret: Type.String(), uri: Type.String() }),
})
export const confirmSecondFactor = endpoint({
  method: 'PUT',
  path: '/api/session/second-factor',
  access: { by: 'account' },
  summary: 'Confirms the authenticator with a code.',
  body: Strict({ code: Text(20) }),
  reply: Type.Object({ recoveryCodes: Type.Array(Type.String()) }),
})
export const removeSecondFactor = endpoint({
  method: 'DELETE',
  path: '/api/session/second-factor',
  access: { by: 'account' },
  summary: 'Removes the authenticator.',
  body: Strict({ password: Type.String({ maxLength: 200 }) }),
  reply: Nothing,
})
export const setPresence = endpoint({
  method: 'PUT',
  path: '/api/staff/me/presence',
  access: { by: 'member', roles: anyRole },
  summary: 'On the desk, on a break, or off. Off hands nothing over by itself; open inquiries stay owned.',
  body: Strict({ presence: Presence }),
  reply: Type.Object({ presence: Presence }),
})
export const sessionEndpoints = [
  readSetup,
  finishSetup,
  signIn,
  readMe,
  signOut,
  changeMe,
  listSessions,
  endSession,
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  setPresence,
] as const
