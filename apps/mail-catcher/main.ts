import { startMailCatcher } from './mail-catcher.js';

/** The catcher as a process of its own; the launcher says on which ports. */
const catcher = await startMailCatcher({
  smtpPort: Number(process.env['MAIL_CATCHER_SMTP_PORT'] ?? 0),
  httpPort: Number(process.env['MAIL_CATCHER_PORT'] ?? 0),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void catcher.stop().then(() => process.exit()));
process.send?.('ready');
