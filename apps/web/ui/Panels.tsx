import { Tabs } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './Panels.module.css';

interface PanelsProps<V extends string> {
  /** What the tabs divide, for those who hear it. */
  label: string;
  /** `count` stands beside the label. */
  tabs: readonly { value: V; label: string; count?: ReactNode }[];
  value: V;
  onChange: (value: V) => void;
  /** The part of `value`. */
  children: ReactNode;
}

/** Parts of one screen, one at a time. On a phone their names scroll sideways, and the chosen one stays in view. */
export function Panels<V extends string>({ label, tabs, value, onChange, children }: PanelsProps<V>) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [value]);
  const choose = (next: string | null) => {
    const tab = tabs.find((known) => known.value === next);
    if (tab) onChange(tab.value);
  };
  return (
    <Tabs value={value} onChange={choose} keepMounted={false}>
      <Tabs.List className={styles.tabs} ref={list} aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value} rightSection={tab.count}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.value} value={tab.value} className={styles.panel}>
          {tab.value === value && children}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
