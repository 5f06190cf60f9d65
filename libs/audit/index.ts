export { deedCte, deedParams, readAudit, recordDeed, recordDeeds, type AuditActor, type AuditFilter, type AuditRow, type Deed } from './audit.js';
