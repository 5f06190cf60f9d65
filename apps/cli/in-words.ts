import { Refusal } from '#libs/kernel';
import { REFUSALS, say, type Locale, type Sentence } from '#libs/words';
import { LaunchError } from './complain.js';

/** Does the work of a command; a refusal becomes a sentence for the person at the terminal. */
export async function inWords<T>(locale: Locale, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const words: Readonly<Record<string, Sentence>> = REFUSALS;
    const sentence = words[error.code];
    throw new LaunchError(sentence ? say(sentence, locale, error.params) : error.code);
  }
}
