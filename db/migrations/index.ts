import { Identity1795219200000 } from './1795219200000-identity.js';
import { Spaces1795219200001 } from './1795219200001-spaces.js';
import { Mixers1795219200002 } from './1795219200002-mixers.js';
import { Shifts1795219200003 } from './1795219200003-shifts.js';
import { DefaultRuleSet1795219200004 } from './1795219200004-default-rule-set.js';
import { Ledger1795305600000 } from './1795305600000-ledger.js';
import { Payments1795305600001 } from './1795305600001-payments.js';
import { Dues1795305600002 } from './1795305600002-dues.js';
import { Legal1795305600003 } from './1795305600003-legal.js';
import { ClaimsSpeed1795305600004 } from './1795305600004-claims-speed.js';
import { DuesFollowCards1795305600005 } from './1795305600005-dues-follow-cards.js';
import { Revenue1795392000001 } from './1795392000001-revenue.js';
import { Orders1795392000002 } from './1795392000002-orders.js';
import { Events1795392000003 } from './1795392000003-events.js';
import { KeptPeople1795478400000 } from './1795478400000-kept-people.js';
import { Events1795478400001 } from './1795478400001-events.js';
import { Orders1795478400002 } from './1795478400002-orders.js';
import { Sellers1795478400003 } from './1795478400003-sellers.js';
import { ClaimCorrections1795478400005 } from './1795478400005-claim-corrections.js';
import { WordTypes1795478400009 } from './1795478400009-word-types.js';

/** Every migration in the order it runs. A merged one is never edited: write the next. */
export const MIGRATIONS = [
  Identity1795219200000,
  Spaces1795219200001,
  Mixers1795219200002,
  Shifts1795219200003,
  DefaultRuleSet1795219200004,
  Ledger1795305600000,
  Payments1795305600001,
  Dues1795305600002,
  Legal1795305600003,
  ClaimsSpeed1795305600004,
  DuesFollowCards1795305600005,
  Revenue1795392000001,
  Orders1795392000002,
  Events1795392000003,
  KeptPeople1795478400000,
  Events1795478400001,
  Orders1795478400002,
  Sellers1795478400003,
  ClaimCorrections1795478400005,
  WordTypes1795478400009,
];
