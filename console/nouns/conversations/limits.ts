/** Repeats the limits of the contract, whose schemas would come along with them into the browser. */
export const messageLimits = { text: 4000, attachments: 9 } as const
