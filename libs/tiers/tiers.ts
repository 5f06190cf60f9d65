/** The three modes of a mixer, from the first step upwards. */
export const TIERS = ['challenge', 'junior', 'senior'] as const;
export type Tier = (typeof TIERS)[number];

/** The least tier that may take each kind of shift; a space may ask for more, never for less. */
export const KIND_MIN_TIER = { reception: 'junior', floor: 'junior', dayManager: 'senior' } as const satisfies Record<string, Tier>;
export type ShiftKind = keyof typeof KIND_MIN_TIER;

/** Whether a tier reaches another; having none reaches none. */
export function tierAtLeast(have: Tier | null, need: Tier): boolean {
  return have !== null && TIERS.indexOf(have) >= TIERS.indexOf(need);
}
