import { Controller, Get, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Language } from '#libs/door';
import { Access, CurrentActor, type Actor } from '#libs/identity';
import type { Locale } from '#libs/words';
import { LEDGER } from './ledger.access.js';
import {
  AccountsQuery,
  AtQuery,
  EarningsQuery,
  EarningsView,
  EntriesQuery,
  JournalFileQuery,
  JournalQuery,
  LedgerAccountsView,
  LedgerCauseDetailView,
  LedgerJournalView,
  LedgerStatementView,
  TrialBalanceView,
} from './ledger.dto.js';
import { LedgerService } from './ledger.service.js';

/** The books as the treasurer reads them, and what a mixer has earned. */
@ApiTags('ledger')
@Controller()
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Get('ledger/accounts')
  @Access(LEDGER.read)
  @ApiOkResponse({ type: LedgerAccountsView })
  accounts(@Query() query: AccountsQuery, @Language() locale: Locale): Promise<LedgerAccountsView> {
    return this.ledger.accounts(query, locale);
  }

  @Get('ledger/accounts/:id/entries')
  @Access(LEDGER.read)
  @ApiOkResponse({ type: LedgerStatementView })
  entries(@Param('id', ParseUUIDPipe) id: string, @Query() query: EntriesQuery, @Language() locale: Locale): Promise<LedgerStatementView> {
    return this.ledger.statement(id, query, locale);
  }

  @Get('ledger/journal')
  @Access(LEDGER.read)
  @ApiOkResponse({ type: LedgerJournalView })
  journal(@Query() query: JournalQuery, @Language() locale: Locale): Promise<LedgerJournalView> {
    return this.ledger.journal(query, locale);
  }

  @Get('ledger/journal.csv')
  @Access(LEDGER.read)
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@CurrentActor() actor: Actor, @Query() query: JournalFileQuery, @Language() locale: Locale): Promise<StreamableFile> {
    const { name, bytes } = await this.ledger.file(actor, query, locale);
    return new StreamableFile(bytes, { type: 'text/csv', disposition: `attachment; filename="${name}"`, length: bytes.length });
  }

  @Get('ledger/trial-balance')
  @Access(LEDGER.read)
  @ApiOkResponse({ type: TrialBalanceView })
  trialBalance(@Query() { at }: AtQuery, @Language() locale: Locale): Promise<TrialBalanceView> {
    return this.ledger.trial(at, locale);
  }

  @Get('ledger/causes/:kind/:id')
  @Access(LEDGER.read)
  @ApiParam({ name: 'kind', type: String })
  @ApiParam({ name: 'id', type: String })
  @ApiOkResponse({ type: LedgerCauseDetailView })
  cause(@CurrentActor() actor: Actor, @Param('kind') kind: string, @Param('id') id: string, @Language() locale: Locale): Promise<LedgerCauseDetailView> {
    return this.ledger.cause(actor, kind, id, locale);
  }

  @Get('me/earnings')
  @Access(LEDGER.ownEarnings)
  @ApiOkResponse({ type: EarningsView })
  earnings(@CurrentActor() actor: Actor, @Query() { month }: EarningsQuery, @Language() locale: Locale): Promise<EarningsView> {
    return this.ledger.earnings(actor, month, locale);
  }
}
