import { accessRows } from '#libs/identity';

export const SPACE = accessRows('space', {
  read: 'anyone',
  apply: 'signedIn',
  edit: ['owner', 'steward'],
  decide: ['steward'],
  acceptTerms: ['owner'],
});

export const RELATION = accessRows('relation', {
  read: ['owner', 'steward'],
  set: ['steward'],
});

export const RESOURCE = accessRows('resource', {
  manage: ['owner'],
});

export const MANUAL = accessRows('manual', {
  read: ['mixer', 'spaceStaff', 'steward'],
  acknowledge: ['mixer'],
  publish: ['owner'],
  readVersions: ['spaceStaff', 'steward'],
  readReaders: ['owner', 'steward'],
});

export const SPACE_STAFF = accessRows('spaceStaff', {
  read: ['spaceStaff', 'steward'],
  manage: ['owner'],
  leave: ['spaceStaff'],
});
