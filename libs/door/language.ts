import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Locale } from '#libs/words';

/** The language a request asks for by `Accept-Language`; Japanese unless English comes first. */
export function languageOf(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality ? Number(quality) : 1 };
    })
    .filter(({ language }) => language === 'ja' || language === 'en')
    .sort((a, b) => b.quality - a.quality)[0];
  return wanted?.language === 'en' ? 'en' : 'ja';
}

/** The reader's language, for views that carry words. */
export const Language = createParamDecorator((_: unknown, context: ExecutionContext): Locale => {
  const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
  return languageOf(headers['accept-language']);
});
