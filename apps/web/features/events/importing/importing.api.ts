import { type Answer, answer, api } from '../../../lib/api';

export type ImportReport = Answer<'/api/v1/events/{id}/registration-imports', 'post'>;
export type RefusedLine = ImportReport['items'][number];

/** The longest list, characters; as the server takes it. */
export const MOST_CHARACTERS = 900_000;

const send = (id: string, body: { csv: string; dryRun?: boolean; leaveOut?: boolean }) => answer(api.POST('/api/v1/events/{id}/registration-imports', { params: { path: { id } }, body }));

/** What would become of each line; nothing is written. */
export const lookAtList = (id: string, csv: string) => send(id, { csv, dryRun: true });

/** Take the list in, without the lines that cannot be. */
export const importList = (id: string, csv: string) => send(id, { csv, leaveOut: true });
