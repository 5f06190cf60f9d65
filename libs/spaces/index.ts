export { ManualsService } from './manuals.service.js';
export {
  missingRecruitingItems,
  occupiedPartOf,
  RECRUITING_ITEMS,
  RELATION_CARRIES,
  RELATIONS,
  type OccupiedPart,
  type RecruitingItem,
  type ResourceKind,
  type SpaceRelation,
  type SpaceStatus,
} from './space.rules.js';
export { SpacesModule } from './spaces.module.js';
export {
  currentManual,
  hoursOf,
  hoursOfSpaces,
  lockOccupiedPart,
  lockSpace,
  occupiedPart,
  relationsAt,
  resourcesOf,
  spaceBySlug,
  spaceRecipients,
  spaceRow,
  type HeldPart,
  type ManualRow,
  type ResourceRow,
  type SpaceHours,
  type SpaceRow,
} from './spaces.queries.js';
export { SpacesService } from './spaces.service.js';
