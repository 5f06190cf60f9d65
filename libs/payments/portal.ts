import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type RunningSettings } from '#libs/database';
import { Refusal } from '#libs/kernel';
import { Gateway } from './gateway.js';

/** Ours among the configurations of the portal. A new number means new features: the old one stays for links that are out. */
const MARK = 'mazeru-1';
const OPERATION = 'billingPortal.configurations.create';

/** What a person may do on Stripe's own pages: cards and invoices, and end at the end of a period. Tiers are changed here, never there. */
@Injectable()
export class PortalSetUp {
  private known: string | undefined;

  constructor(
    private readonly gateway: Gateway,
    @Inject(SETTINGS) private readonly settings: Pick<RunningSettings, 'publicUrl'>,
  ) {}

  /** The id of our configuration, made when there is none. */
  async id(): Promise<string> {
    this.known ??= (await this.found()) ?? (await this.made());
    return this.known;
  }

  private async found(): Promise<string | null> {
    const { data } = await this.gateway.look('billingPortal.configurations.list', () => this.gateway.stripe.billingPortal.configurations.list({ active: true, limit: 100 }));
    return data.find(({ metadata }) => metadata?.['mark'] === MARK)?.id ?? null;
  }

  private async made(): Promise<string> {
    const { publicUrl } = this.settings;
    const configuration = await this.gateway.ask({
      key: `portal:${MARK}:${await this.gateway.answered(OPERATION)}`,
      operation: OPERATION,
      wish: { publicUrl },
      send: (options) =>
        this.gateway.stripe.billingPortal.configurations.create(
          {
            metadata: { mark: MARK },
            default_return_url: `${publicUrl}/me/dues`,
            features: {
              payment_method_update: { enabled: true },
              invoice_history: { enabled: true },
              subscription_cancel: { enabled: true, mode: 'at_period_end' },
            },
          },
          options,
        ),
      again: (id) => this.gateway.stripe.billingPortal.configurations.retrieve(id),
      idOf: ({ id }) => id,
    });
    if (!configuration) throw Refusal.conflict('stripe.gone');
    return configuration.id;
  }
}
