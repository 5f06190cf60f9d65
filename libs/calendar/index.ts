export {
  bookCommitment,
  occupanciesIn,
  occupy,
  releaseCommitments,
  vacate,
  type Occupancy,
  type OccupancyRow,
} from './calendar.js';
