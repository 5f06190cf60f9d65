export {
  bookCommitment,
  clashOf,
  commit,
  occupiedBy,
  occupy,
  releaseCommitments,
  vacate,
  type Commitment,
  type Occupancy,
} from './calendar.js';
