export {
  bookCommitment,
  occupy,
  releaseCommitments,
  vacate,
  type Occupancy,
} from './calendar.js';
