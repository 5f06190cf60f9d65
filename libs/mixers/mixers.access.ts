import { accessRows } from '#libs/identity';

export const ME = accessRows('me', { read: 'signedIn', capabilities: ['mixer'] });

export const MIXER = accessRows('mixer', { apply: 'signedIn', ownProfile: ['mixer'], page: 'anyone', directory: 'signedIn' });

export const MEMBER = accessRows('member', { list: ['steward'], read: ['steward'], setFact: ['steward'], endFact: ['steward'] });

export const RULE_SET = accessRows('ruleSet', { list: ['steward'] });
