import { defineWords } from '../lib/words';

export const words = defineWords({
  ja: {
    sortBy: '並び順',
    rising: (column: string) => `並び順：${column} ▲`,
    falling: (column: string) => `並び順：${column} ▼`,
  },
  en: {
    sortBy: 'Order',
    rising: (column: string) => `Order: ${column} ▲`,
    falling: (column: string) => `Order: ${column} ▼`,
  },
});
