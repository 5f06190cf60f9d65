/**
 * Loaded into every process that the launcher starts. They have process groups of their own, so that Ctrl-C reaches the launcher
 * alone; when it is killed, they notice here and end as if it had asked them to.
 */
const PATIENCE_MS = 10_000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
});
process.channel?.unref();
