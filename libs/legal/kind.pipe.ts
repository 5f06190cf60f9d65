import type { PipeTransform } from '@nestjs/common';
import { Refusal } from '#libs/kernel';
import { LEGAL_KINDS, type LegalKind } from '#libs/words';

/** Which text a path names. Refuses 404 for any other word. */
export class KindPipe implements PipeTransform<string, LegalKind> {
  transform(value: string): LegalKind {
    const kind = LEGAL_KINDS.find((known) => known === value);
    if (!kind) throw Refusal.missing('legalText');
    return kind;
  }
}
