export {
  bookCommitment,
  commitmentsOf,
  occupanciesIn,
  occupy,
  releaseCommitments,
  vacate,
  type Commitment,
  type Occupancy,
  type OccupancyRow,
} from './calendar.js';
