import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '../../ui/Toasts';
import { type Meeting, tookPlace } from './meetings.api';

interface Deed {
  /** Answers the meeting as it stands afterwards. */
  send: () => Promise<Meeting>;
  /** What is said when it is done. */
  said?: string;
}

/** A deed on a meeting: sends it, keeps the answer, says that it is done. */
export function useTake(after?: () => void) {
  const client = useQueryClient();
  return useMutation({
    // One after the other, so that the last answer is the newest.
    scope: { id: 'meetings' },
    mutationFn: ({ send }: Deed) => send(),
    onSuccess: async (meeting, { said }) => {
      if (said) toast(said);
      after?.();
      await tookPlace(client, meeting);
    },
  });
}
