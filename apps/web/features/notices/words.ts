import { defineWords } from '../../lib/words';

export const words = defineWords({
  ja: {
    title: '受信箱',
    sub: (n: number) => (n === 0 ? '未読はありません' : `未読${n}件`),
    filter: { label: '表示', all: 'すべて', unread: '未読' },
    readAll: 'すべて既読にする',
    read: '既読にする',
    unread: '未読',
    more: 'もっと見る',
    empty: { title: 'お知らせはまだありません', text: '予約、変更、確認など、あなたに関わることがここに届きます。メールでも同じ内容をお送りします。' },
    emptyUnread: { title: '未読はありません', text: 'すべて読み終えました。' },
    today: '今日',
  },
  en: {
    title: 'Inbox',
    sub: (n: number) => (n === 0 ? 'Nothing unread' : `${n} unread`),
    filter: { label: 'Show', all: 'All', unread: 'Unread' },
    readAll: 'Mark all as read',
    read: 'Mark as read',
    unread: 'Unread',
    more: 'Show more',
    empty: { title: 'Nothing here yet', text: 'Bookings, changes and confirmations that concern you arrive here, and by mail as well.' },
    emptyUnread: { title: 'Nothing unread', text: 'You have read everything.' },
    today: 'Today',
  },
});
