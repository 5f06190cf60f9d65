import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { CrashScreen } from './layout/CrashScreen';
import { Guarded, Shell } from './layout/Shell';
import { useLocale } from './lib/locale';
import { queries } from './lib/query';
import { useWords } from './lib/words';
import { screens } from './routes';
import { cssVariables, themeFor } from './theme';
import { words } from './ui/words';

const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <CrashScreen />,
    children: screens.map((screen) => ({
      id: screen.path,
      path: screen.path,
      element: <Guarded screen={screen} />,
      errorElement: <CrashScreen />,
    })),
  },
]);

const schemes = localStorageColorSchemeManager({ key: 'mazeru.scheme' });

export function App() {
  const { close } = useWords(words);
  const theme = useMemo(() => themeFor(close), [close]);
  useRereadOnLanguage();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} colorSchemeManager={schemes} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Sentences of the server come in the language of the request, so a change of language reads everything again. */
function useRereadOnLanguage(): void {
  const locale = useLocale();
  const shown = useRef(locale);
  useEffect(() => {
    if (shown.current === locale) return;
    shown.current = locale;
    void queries.invalidateQueries();
  }, [locale]);
}
