import { NativeSelect } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useDesktop } from '../lib/media';
import { useWords } from '../lib/words';
import styles from './DataTable.module.css';
import { Table } from './Table';
import { words } from './table.words';

/** One column. `sortBy` makes its heading a button; `foot` is what the column adds up to. */
export interface Column<Row> {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  sortBy?: (row: Row) => string | number;
  foot?: ReactNode;
  /** The row's name: read aloud before its other cells. */
  heads?: boolean;
}

interface Sorting {
  key: string;
  down: boolean;
}

const collator = new Intl.Collator('ja', { numeric: true });
const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

/** Rows in the order somebody chose; the first sortable column rises until then. */
export function useSorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[]) {
  const [sorting, setSorting] = useState<Sorting>({ key: columns.find((column) => column.sortBy)?.key ?? '', down: false });
  const by = columns.find((column) => column.key === sorting.key)?.sortBy;
  const sorted = useMemo(() => {
    if (!by) return rows;
    const rising = [...rows].sort((a, b) => compare(by(a), by(b)));
    return sorting.down ? rising.reverse() : rising;
  }, [rows, by, sorting.down]);
  return { sorted, sorting, setSorting };
}

interface DataTableProps<Row> {
  /** What the table holds, for those who hear it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  sorting: Sorting;
  onSort: (next: Sorting) => void;
  /** The same row as a card, for a phone. */
  card: (row: Row) => ReactNode;
}

/** Many rows, dense: a table with sortable headings and sums on a desktop, cards with one sorting choice on a phone. */
export function DataTable<Row>({ caption, columns, rows, keyOf, sorting, onSort, card }: DataTableProps<Row>) {
  const desktop = useDesktop();
  const w = useWords(words);
  if (!desktop) {
    return (
      <div className={styles.phone}>
        <NativeSelect
          aria-label={w.sortBy}
          value={`${sorting.key}${sorting.down ? ':down' : ''}`}
          data={columns
            .filter((column) => column.sortBy)
            .flatMap(({ key, label }) => [
              { value: key, label: w.rising(label) },
              { value: `${key}:down`, label: w.falling(label) },
            ])}
          onChange={(event) => {
            const [key = '', down] = event.currentTarget.value.split(':');
            onSort({ key, down: down === 'down' });
          }}
        />
        <ul className={styles.cards}>
          {rows.map((row) => (
            <li key={keyOf(row)} className={styles.card}>
              {card(row)}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          {columns.map((column) => {
            const on = sorting.key === column.key;
            if (!column.sortBy) {
              return (
                <th key={column.key} scope="col">
                  {column.label}
                </th>
              );
            }
            return (
              <th key={column.key} scope="col" aria-sort={on ? (sorting.down ? 'descending' : 'ascending') : 'none'}>
                <button type="button" className={styles.sort} onClick={() => onSort({ key: column.key, down: on && !sorting.down })}>
                  {column.label}
                  <span aria-hidden="true" className={styles.arrow} data-on={on}>
                    {on && sorting.down ? '▼' : '▲'}
                  </span>
                </button>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) =>
              column.heads ? (
                <th key={column.key} scope="row">
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key}>{column.cell(row)}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
      {columns.some((column) => column.foot !== undefined) && (
        <tfoot>
          <tr>
            {columns.map((column) => (
              <td key={column.key}>{column.foot}</td>
            ))}
          </tr>
        </tfoot>
      )}
    </Table>
  );
}
