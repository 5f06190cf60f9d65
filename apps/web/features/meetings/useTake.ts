import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '../../ui/Toasts';
import { type Meeting, tookPlace } from './meetings.api';

interface Deed {
  /** Answers the meeting as it stands afterwards. */
  send: () => Promise<Meeting>;
  /** What is said when it is done. */
  said?: string;
}

/** One deed on a meeting at a time: sends it, keeps the answer, says that it is done. */
export function useTake(after?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ send }: Deed) => send(),
    onSuccess: async (meeting, { said }) => {
      if (said) toast(said);
      after?.();
      await tookPlace(client, meeting);
    },
  });
}
