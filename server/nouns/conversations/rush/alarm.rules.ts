/**
 * 一队一警 (双11, RTE-02): one alarm a queue, however many chats stand in it. It rings when so many buyers of a lane have waited
 * past their limit, and falls silent when fewer than half of that do, so that it does not flicker.
 */
export type AlarmVerdict = 'raise' | 'clear' | 'keep'

export const judgeAlarm = (isRinging: boolean, late: number, threshold: number): AlarmVerdict =>
  !isRinging && late >= threshold ? 'raise' : isRinging && late * 2 < threshold ? 'clear' : 'keep'
