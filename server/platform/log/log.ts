import { pino, type Logger } from 'pino'

export type { Logger }

/**
 * Structured logs on standard error, one JSON object a line. No personal data: bodies, queries, texts, names,
 * addresses, cookies and credentials are never passed in, and what slips through by these names is removed.
 */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          'email',
          'phone',
          'name',
          'text',
          'password',
          'token',
          'secret',
          'authorization',
          'cookie',
          'body',
          'query',
          '*.email',
          '*.phone',
          '*.name',
          '*.text',
          '*.password',
          '*.token',
          '*.secret',
          '*.authorization',
          '*.cookie',
          '*.body',
        ],
        remove: true,
      },
    },
    pino.destination({ dest: 2, sync: false }),
  )

export const silentLog = (): Logger => pino({ level: 'silent' })
