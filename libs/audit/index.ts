export { readAudit, recordDeed, type AuditActor, type AuditFilter, type AuditRow, type Deed } from './audit.js';
