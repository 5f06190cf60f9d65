import { accessRows } from '#libs/identity';

export const OWN_DUES = accessRows('ownDues', { read: ['mixer'], join: ['mixer'], change: ['mixer'] });

export const DUES = accessRows('dues', {
  watch: ['treasurer', 'approver', 'steward'],
  remind: ['treasurer', 'steward'],
  record: ['treasurer'],
  prices: ['treasurer', 'approver', 'steward'],
  setPrice: ['treasurer'],
});
