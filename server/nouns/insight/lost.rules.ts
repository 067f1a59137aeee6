/**
 * 慢丢的买家 (RSP-11): a buyer whose first question missed its clock and who then stayed away. Watched for a day after the
 * answer (or after the chat was closed without one): who orders or writes again was not lost. The store judges by this rule.
 */
export const watchedMs = 24 * 3_600_000
