import { createPasswords, type Passwords } from '#platform/auth/passwords.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { createAccountsService } from './accounts/accounts.service.ts'
import { createAuditService } from './audit/audit.service.ts'
import { createCalendarService } from './calendar/calendar.service.ts'
import { createKeysService } from './keys/keys.service.ts'
import { createCredentials } from './sessions/credentials.ts'
import { createProof } from './sessions/proof.ts'
import { createRosterService } from './roster/roster.service.ts'
import { createSessionsService } from './sessions/sessions.service.ts'
import { createSettingsService } from './settings/settings.service.ts'
import { createOperatorService } from './setup/operator.service.ts'
import { createSetupService, type Seeds } from './setup/setup.service.ts'
import type { CachedShopDirectory } from './shop-directory.ts'
import { createOwnShopsService } from './shops/own-shops.service.ts'
import { createShopsService } from './shops/shops.service.ts'
import { createInvitationsService } from './team/invitations.service.ts'
import { createPresenceService } from './team/presence.service.ts'
import { createTeamService, type TeamWork } from './team/team.service.ts'

export interface StaffPorts {
  db: Database
  clock: Clock
  secrets: Secrets
  directory: CachedShopDirectory
  /** The address at which people reach the desk, without a slash at its end. */
  publicUrl: () => string
  /** What conversations does for people who come and go. */
  work: TeamWork
  /** What other nouns put into a new shop. */
  seeds: Seeds
  passwords?: Passwords
  /** What a member lacks before they may go on the desk; training says. */
  missingForDesk?: (tx: Tx, memberId: string) => Promise<readonly string[]>
}

export type Staff = ReturnType<typeof createStaff>

/** Everything about the people of the desk and the frame they work in. */
export const createStaff = (given: StaffPorts) => {
  const { db, clock, directory } = given
  const credentials = createCredentials({ db, clock })
  const passwords = given.passwords ?? createPasswords()
  const proof = createProof({ ...given, passwords })
  const ports = { ...given, credentials, passwords, proof }
  return {
    /** The part of the HTTP server's Credentials that is about people and keys. */
    credentials,
    directory,
    setup: createSetupService(ports),
    operator: createOperatorService(ports),
    sessions: createSessionsService(ports),
    accounts: createAccountsService(ports),
    invitations: createInvitationsService(ports),
    team: createTeamService(ports),
    presence: createPresenceService(ports),
    keys: createKeysService(ports),
    audit: createAuditService(ports),
    shops: createShopsService(ports),
    ownShops: createOwnShopsService(ports),
    settings: createSettingsService(ports),
    calendar: createCalendarService(ports),
    roster: createRosterService(ports),
    /** To be told every event, of this process and of others: forgets what it changed. */
    onEvent: (event: Pick<LoggedEvent, 'name' | 'shop'>): void => {
      directory.onEvent(event)
      credentials.onEvent(event)
    },
  }
}
