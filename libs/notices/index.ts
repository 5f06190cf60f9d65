export { publishedCalendar, type PublishedEntry } from './calendar-entry.js';
export { countUnread, markAllRead, markRead, readInbox, type InboxRow } from './inbox.js';
export { MAIL_ATTEMPTS, MailDelivery } from './mail-delivery.js';
export { Mailer } from './mailer.js';
export { NoticesModule } from './notices.module.js';
export { noticeCtes, noticeParams, notify, type CalendarEntry, type Notice, type Recipient } from './notify.js';
