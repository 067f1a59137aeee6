/** For whoever runs the desk; an import's own values are in no message of ours, and what the database adds stays out. */
export const messageOf = (error: unknown): string => {
  const { code = '', constraint = '' } = error as { code?: string; constraint?: string }
  return [code, constraint].filter((part) => part !== '').join(' ')
}

/**
 * The database went away, is just coming up, is full, or chose this of two that were in each other's way: nothing is wrong
 * with the import.
 */
export const isPassing = (error: unknown): boolean => {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    /^(?:08|57P0[123]$|57014$|40P01$|40001$|53[13]00$|ECONN|EPIPE)/.test(code) ||
    /Connection terminated|connection timeout/i.test(message)
  )
}
