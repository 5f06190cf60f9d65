/**
 * A role somebody may hold at the door. `owner` runs at least one space (its owner or manager), `spaceStaff` belongs to one in any role;
 * which space is asked once the thing itself is known (`inSpace`).
 */
export type Role = 'mixer' | 'owner' | 'spaceStaff' | 'steward' | 'treasurer' | 'approver';
export const ROLES: readonly Role[] = ['mixer', 'owner', 'spaceStaff', 'steward', 'treasurer', 'approver'];

/** What somebody is in one space: its owner, who runs it with them, or who stands at its reception. */
export type SpaceRole = 'owner' | 'manager' | 'reception';
