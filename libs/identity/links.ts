/** Signed links stand on the ground floor, because mails carry them; whoever asks who may come in finds them here. */
export { isLinkToken, linkToken, type LinkPurpose } from '#libs/kernel';
