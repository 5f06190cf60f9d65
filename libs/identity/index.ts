export {
  Access,
  ACCESS_ROW,
  ACCESS_TABLE,
  accessRows,
  admits,
  authorize,
  authorizeInSpace,
  authorizeWatching,
  inSpace,
  type AccessRow,
  type Who,
} from './access.js';
export { appoint, type Appointment } from './appoint.js';
export { describeCooperative, theCooperative, type Cooperative } from './cooperative.js';
export { CurrentActor, mixerOf, Visitor, type Actor } from './actor.js';
export { ActorGuard } from './actor.guard.js';
export { accountView } from './identity.controller.js';
export { AccountView, PASSWORD_MIN } from './identity.dto.js';
export { IdentityModule } from './identity.module.js';
export { IdentityService } from './identity.service.js';
export { officers } from './officers.js';
export { Limits, LIMITS } from './limits.js';
export { isLinkToken, linkToken, type LinkPurpose } from './links.js';
export { hashPassword } from './passwords.js';
export { HOLDS_SECRETS, HoldsSecrets, metricsKey, newToken, tokenHash } from './secrets.js';
export { ROLES, type Role, type SpaceRole } from './roles.js';
export { ACTOR_OF_SESSION, SESSION_COOKIE } from './sessions.js';
export { isWriting } from './writing.js';
