import { buildAccount, testPassword } from './staff.ts'
import type { StaffDesk } from './staff-desk.ts'

/** The session that a reply opened, as a browser sends it back. */
export const cookieOf = (reply: { cookies: { name: string; value: string }[] }) => ({
  cookie: `fh_session=${reply.cookies.find((one) => one.name === 'fh_session')?.value}`,
})

let persons = 0

/** People signing in to the desk that stands when they do. */
export const signingIn = (desk: () => StaffDesk) => {
  const call = (
    method: Parameters<StaffDesk['call']>[1],
    url: string,
    { headers, payload }: { headers?: object; payload?: object } = {},
  ) => desk().call(null, method, url, payload, headers)
  return {
    call,
    signIn: (email: string, password = testPassword, code?: string) =>
      call('POST', '/api/session', { payload: { email, password, ...(code === undefined ? {} : { code }) } }),
    /** Of a fresh person, so that tests do not lock each other out. */
    newPerson: async (): Promise<{ email: string; accountId: string }> => {
      const email = `person-${++persons}@example.com`
      return { email, accountId: await buildAccount(desk(), email, 'Somebody') }
    },
  }
}
