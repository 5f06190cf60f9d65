export {
  Access,
  ACCESS_ROW,
  ACCESS_TABLE,
  accessRows,
  admits,
  authorize,
  authorizeInSpace,
  inSpace,
  ROLES,
  type AccessRow,
  type Role,
  type SpaceRole,
  type Who,
} from './access.js';
export { CurrentActor, mixerOf, Visitor, type Actor } from './actor.js';
export { ActorGuard } from './actor.guard.js';
export { accountView } from './identity.controller.js';
export { AccountView } from './identity.dto.js';
export { IdentityModule } from './identity.module.js';
export { IdentityService } from './identity.service.js';
export { Limits, LIMITS } from './limits.js';
export { hashPassword } from './passwords.js';
export { newToken, tokenHash } from './secrets.js';
export { SESSION_COOKIE } from './sessions.js';
