import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Locale } from '#libs/words';

/** The language a request asks for by `Accept-Language`; Japanese unless English comes first. */
export function languageOf(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality = '1'] = part.split(/\s*;\s*q\s*=\s*/i);
      return { language: tag.trim().split('-')[0]?.toLowerCase(), quality: Number(quality) };
    })
    .filter(({ language, quality }) => (language === 'ja' || language === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality)[0];
  return wanted?.language === 'en' ? 'en' : 'ja';
}

/** The reader's language, for views that carry words. */
export const Language = createParamDecorator((_: unknown, context: ExecutionContext): Locale => {
  const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
  return languageOf(headers['accept-language']);
});
