const GROUNDS = ['ai', 'challenge', 'kaki', 'senior', 'junior', 'warn'] as const;

/** The same space always wears the same colour. */
export const groundOf = (slug: string) => GROUNDS[[...slug].reduce((mix, char) => (mix * 31 + char.charCodeAt(0)) % 9973, 7) % GROUNDS.length] ?? 'ai';
