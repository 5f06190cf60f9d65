import { ContactsCard } from './ContactsCard';
import type { MineProps } from './RegistrationPage';
import { SurveyCard } from './SurveyCard';

/** What follows an evening: three questions, and who stays in touch. */
export function AfterEvent({ holder }: MineProps) {
  return (
    <>
      <SurveyCard holder={holder} />
      <ContactsCard holder={holder} />
    </>
  );
}
