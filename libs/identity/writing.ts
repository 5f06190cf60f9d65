const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Does a request of this method change something? */
export const isWriting = (method: string): boolean => !READING.has(method);
