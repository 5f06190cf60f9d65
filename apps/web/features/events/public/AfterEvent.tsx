import { ContactsCard } from './ContactsCard';
import type { Holder } from './registrations.api';
import { SurveyCard } from './SurveyCard';

interface AfterEventProps {
  holder: Holder;
  over: boolean;
}

/** What follows an evening: three questions once it is over, and from its start on who stays in touch. */
export function AfterEvent({ holder, over }: AfterEventProps) {
  return (
    <>
      {over && <SurveyCard holder={holder} />}
      <ContactsCard holder={holder} />
    </>
  );
}
