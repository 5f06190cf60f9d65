import '@mantine/core/styles.layer.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/mantine.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// The faces of Noto Sans JP are many; the device's own Japanese font stands in until their style sheet is there.
void import('@fontsource-variable/noto-sans-jp/wght.css');
