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
}

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
    close: async () => {
      await http.app.close()
      await desk.close()
    },
  }
}
