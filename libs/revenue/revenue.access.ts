import { accessRows } from '#libs/identity';

export const REVENUE = accessRows('revenue', {
  preview: 'signedIn',
  touch: 'anyone',
  answerPromotion: 'anyone',
});
