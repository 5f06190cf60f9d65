import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type RunningSettings } from '#libs/database';
import { Refusal } from '#libs/kernel';
import { Inbox } from './inbox.js';
import { isSigned } from './signature.js';
import { letterOf } from './stripe-events.js';

/** Where letters of Stripe come in; how they get here is the api's part. */
@Injectable()
export class StripeDoor {
  constructor(
    @Inject(SETTINGS) private readonly settings: RunningSettings,
    private readonly inbox: Inbox,
  ) {}

  /**
   * Returns once the letter is stored; what it means is worked out afterwards. The text is the body as it came, to the last byte.
   * Refuses 400 `stripe.signature` for what Stripe has not signed with one of our secrets within five minutes, `input.json` for what is no letter.
   */
  async take(text: string, signature: string): Promise<void> {
    if (!isSigned(text, signature, this.settings.stripe.webhookSecrets)) throw new Refusal('stripe.signature', {}, { kind: 'input' });
    const letter = letterOf(parsed(text), text);
    if (!letter) throw new Refusal('input.json', {}, { kind: 'input' });
    await this.inbox.receive(letter);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
