/** How many reports and requests of a space wait for its owner; shown on the owner's navigation. */
export function useToConfirmCount(_spaceId: string): number {
  return 0;
}
