import { useMediaQuery } from '@mantine/hooks';

/** From this width on there is a side bar; the same line as `62em` in the style sheets. */
export function useDesktop(): boolean {
  return useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false });
}
