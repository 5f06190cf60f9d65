/** Does the work for each thing, at most `width` at a time; answers in the order of the things. */
export async function inParallel<T, R>(things: readonly T[], width: number, work: (thing: T) => Promise<R>): Promise<R[]> {
  const answers = new Array<R>(things.length);
  const left = things.entries();
  const worker = async (): Promise<void> => {
    for (const [index, thing] of left) answers[index] = await work(thing);
  };
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, worker));
  return answers;
}
