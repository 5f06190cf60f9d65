/** `guess@place.tld`, no closer: the mail itself proves the rest. */
export const looksLikeEmail = (text: string): boolean => /^\S+@\S+\.\S+$/.test(text);
