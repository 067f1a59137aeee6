import type { InjectOptions } from 'fastify'
import { testPasswords } from './staff.ts'
import { createHttpServer, type HttpServer } from '#platform/http/server.ts'
import { silentLog } from '#platform/log/log.ts'
import {
  createShopDirectory,
  createStaff,
  registerStaffRoutes,
  type Staff,
  type StaffPorts,
} from '#nouns/staff/index.ts'
import { createDesk, type Desk } from '../database/desk.ts'

/** A desk that serves the staff endpoints, with nothing in anybody's hands unless said. */
export interface StaffDesk extends Desk {
  staff: Staff
  http: HttpServer
  /** A request as this person; each from another address, so that the limits per address do not meet. */
  call: Caller
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Caller = (
  person: { headers: object } | null,
  method: Method,
  url: string,
  payload?: object,
  headers?: object,
) => ReturnType<typeof inject>
const inject = (http: HttpServer, options: InjectOptions) => http.app.inject(options)

let addresses = 0

export const createStaffDesk = async (
  ports: Partial<Pick<StaffPorts, 'work' | 'seeds'>> = {},
): Promise<StaffDesk> => {
  const desk = await createDesk()
  const staff = createStaff({
    db: desk.db,
    clock: desk.clock,
    secrets: desk.secrets,
    passwords: testPasswords,
    directory: createShopDirectory(desk),
    publicUrl: () => 'https://desk.example',
    work: ports.work ?? {
      openInquiries: () => Promise.resolve(new Map()),
      handOver: () => Promise.resolve(0),
    },
    seeds: ports.seeds ?? { onShopCreated: [], fillDemo: () => Promise.resolve() },
  })
  const http = await createHttpServer({
    db: desk.db,
    clock: desk.clock,
    log: silentLog(),
    trustedProxies: 0,
    credentials: { ...staff.credentials, visitor: () => Promise.resolve(null) },
  })
  registerStaffRoutes(http, staff)
  return {
    ...desk,
    staff,
    http,
    call: (person, method, url, payload, headers) => {
      const number = ++addresses
      return inject(http, {
        method,
        url,
        remoteAddress: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
        headers: { ...person?.headers, ...headers },
        ...(payload ? { payload } : {}),
      })
    },
    close: async () => {
      await http.app.close()
      await desk.close()
    },
  }
}
