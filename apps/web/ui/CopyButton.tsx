import { useState } from 'react';
import { useWords } from '../lib/words';
import { ActionButton } from './ActionButton';
import { CheckIcon, CopyIcon } from './icons';
import { words } from './words';

interface CopyButtonProps {
  text: string;
}

/** Copies a text and says that it did. */
export function CopyButton({ text }: CopyButtonProps) {
  const w = useWords(words);
  const [copied, setCopied] = useState(false);
  return (
    <ActionButton
      tone="quiet"
      icon={copied ? <CheckIcon /> : <CopyIcon />}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => setCopied(true));
      }}
    >
      {copied ? w.copied : w.copy}
    </ActionButton>
  );
}
