import { defineWords } from '../lib/words';

export const words = defineWords({
  ja: { reason: '理由', missing: '理由を書いてください', cancel: 'やめる' },
  en: { reason: 'Reason', missing: 'Please give the reason', cancel: 'Cancel' },
});
