/** The five hearts, clockwise from the top of the flower. Repeats the contract's list, which would bring its schemas along. */
export const hearts = ['purchase', 'dispatch', 'delivery', 'aftersales', 'care'] as const
export type Heart = (typeof hearts)[number]
export type PetalState = 'done' | 'under_way' | 'ahead' | 'broken'
