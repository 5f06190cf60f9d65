import { Drawer, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDesktop } from '../lib/media';
import styles from './Sheet.module.css';

interface SheetProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** Stays in view at the bottom: the action of the sheet. */
  footer?: ReactNode;
  /** Width on a desktop in pixels. */
  width?: number;
  children: ReactNode;
}

/** Comes up from the bottom of a phone, stands in the middle of a desktop. Keeps the focus inside, gives it back when closed. */
export function Sheet({ opened, onClose, title, footer, width = 480, children }: SheetProps) {
  const desktop = useDesktop();
  const content = (
    <>
      <div className={styles.body}>{children}</div>
      {footer && <div className={styles.footer}>{footer}</div>}
    </>
  );
  if (desktop) {
    return (
      <Modal opened={opened} onClose={onClose} title={title} size={width} classNames={{ content: styles.window }} transitionProps={{ transition: 'pop', duration: 140 }}>
        {content}
      </Modal>
    );
  }
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      classNames={{ content: styles.sheet, header: styles.header }}
      transitionProps={{ transition: 'slide-up', duration: 180 }}
    >
      {content}
    </Drawer>
  );
}
