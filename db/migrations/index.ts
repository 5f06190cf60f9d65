import { Identity1795219200000 } from './1795219200000-identity.js';
import { Spaces1795219200001 } from './1795219200001-spaces.js';
import { Mixers1795219200002 } from './1795219200002-mixers.js';
import { Shifts1795219200003 } from './1795219200003-shifts.js';
import { DefaultRuleSet1795219200004 } from './1795219200004-default-rule-set.js';

/** Every migration in the order it runs. A merged one is never edited: write the next. */
export const MIGRATIONS = [Identity1795219200000, Spaces1795219200001, Mixers1795219200002, Shifts1795219200003, DefaultRuleSet1795219200004];
