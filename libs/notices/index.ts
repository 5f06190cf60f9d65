export { notify, type CalendarEntry, type Notice, type Recipient } from './notify.js';
