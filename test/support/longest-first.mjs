import Sequencer from '@jest/test-sequencer';

/** Folders whose files take longest, each a minute or so: browsers, whole installations, whole years. */
const LONG = ['/test/browser/', '/test/setup/', '/test/stories/', '/test/contract/stripe/'];

/**
 * The long files start first, so that no worker is left alone with one at the end. Jest orders by the size of a file where it has not
 * measured yet, and a short file may be a long journey.
 */
export default class LongestFirst extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    const isLong = (path) => LONG.some((folder) => path.includes(folder));
    return super.sort(tests).toSorted((a, b) => Number(isLong(b.path)) - Number(isLong(a.path)));
  }
}
