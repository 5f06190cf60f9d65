/** A file of `stripe/esm/resources/` whose calls are in the contract, but for the methods named. */
export interface Selected {
  file: string;
  without?: string[];
}

/** The calls of these resources are in the contract: what the cooperative uses, what the simulator needs, what the official CLI plays. */
export const RESOURCES: Selected[] = [
  {
    file: 'Accounts',
    without: [
      'createExternalAccount',
      'createPerson',
      'deleteExternalAccount',
      'deletePerson',
      'listCapabilities',
      'listExternalAccounts',
      'listPersons',
      'reject',
      'retrieveCapability',
      'retrieveCurrent',
      'retrieveExternalAccount',
      'retrievePerson',
      'unreject',
      'updateCapability',
      'updateExternalAccount',
      'updatePerson',
    ],
  },
  { file: 'AccountLinks' },
  { file: 'Balance' },
  { file: 'BalanceSettings' },
  { file: 'BalanceTransactions' },
  { file: 'BillingPortal/Configurations' },
  { file: 'BillingPortal/Sessions' },
  { file: 'Charges', without: ['capture', 'search'] },
  { file: 'Checkout/Sessions' },
  {
    file: 'Customers',
    without: [
      'createBalanceTransaction',
      'createFundingInstructions',
      'createSource',
      'createTaxId',
      'deleteDiscount',
      'deleteSource',
      'deleteTaxId',
      'listBalanceTransactions',
      'listSources',
      'listTaxIds',
      'retrieveBalanceTransaction',
      'retrieveCashBalanceTransaction',
      'retrievePaymentMethod',
      'retrieveSource',
      'retrieveTaxId',
      'search',
      'updateBalanceTransaction',
      'updateSource',
      'verifySource',
    ],
  },
  { file: 'Disputes' },
  { file: 'Events' },
  { file: 'InvoiceItems' },
  { file: 'InvoicePayments' },
  { file: 'Invoices' },
  { file: 'PaymentIntents' },
  { file: 'PaymentMethods' },
  { file: 'Payouts' },
  { file: 'Prices', without: ['search'] },
  { file: 'Products', without: ['createFeature', 'deleteFeature', 'listFeatures', 'retrieveFeature', 'search'] },
  { file: 'Refunds' },
  { file: 'SetupIntents' },
  { file: 'SubscriptionItems' },
  { file: 'Subscriptions' },
  { file: 'TestHelpers/Customers' },
  { file: 'TestHelpers/Refunds' },
  { file: 'TestHelpers/TestClocks' },
  { file: 'Topups', without: ['cancel', 'retrieve', 'update'] },
  { file: 'Transfers' },
  { file: 'WebhookEndpoints' },
];

/** No calls of their own, but they stand whole inside the answers of the others. */
const ANSWERED = [
  'BankAccounts',
  'CashBalances',
  'Coupons',
  'CustomerCashBalanceTransactions',
  'Discounts',
  'InvoiceLineItems',
  'LineItems',
  'LoginLinks',
  'TaxRates',
  'TransferReversals',
];

const KEPT = new Set([...RESOURCES.map(({ file }) => file), ...ANSWERED].map((file) => `resources/${file}.d.ts`));

/** Whether a type declared in this file of `stripe/esm/` becomes a schema; any other resource is cut down to "some object". */
export const isWanted = (file: string): boolean => !file.startsWith('resources/') || KEPT.has(file);
