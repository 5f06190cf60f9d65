import type { ReactNode } from 'react';

export interface IconProps {
  /** Edge in pixels; 22 in navigation, 18 beside text. */
  size?: number;
}

/** Icons are drawn in one weight and only ever accompany words, so none of them has a name of its own. */
const icon = (paths: ReactNode) =>
  function Icon({ size = 20 }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        style={{ flex: 'none' }}
      >
        {paths}
      </svg>
    );
  };

export const HomeIcon = icon(<path d="M4 10.8 12 4l8 6.8V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z" />);
export const ListIcon = icon(
  <>
    <rect x="4" y="4.5" width="16" height="6" rx="2" />
    <rect x="4" y="13.5" width="16" height="6" rx="2" />
  </>,
);
export const CalendarIcon = icon(
  <>
    <rect x="4" y="5.5" width="16" height="14.5" rx="2.5" />
    <path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" />
  </>,
);
export const BadgeIcon = icon(
  <>
    <rect x="5" y="6.5" width="14" height="14" rx="2.5" />
    <path d="M9.5 6.5V4.2h5v2.3M8.8 13.8l2.3 2.3 4.2-4.4" />
  </>,
);
export const InboxIcon = icon(
  <>
    <path d="M4 13.5 6.4 6.2A1.8 1.8 0 0 1 8.1 5h7.8a1.8 1.8 0 0 1 1.7 1.2L20 13.5V18a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18z" />
    <path d="M4 13.5h4.5l1.2 2.2h4.6l1.2-2.2H20" />
  </>,
);
export const PersonIcon = icon(
  <>
    <circle cx="12" cy="8.5" r="3.8" />
    <path d="M4.8 20c.7-3.7 3.6-5.8 7.2-5.8s6.5 2.1 7.2 5.8" />
  </>,
);
export const PeopleIcon = icon(
  <>
    <circle cx="9" cy="8.8" r="3.3" />
    <path d="M3 19c.5-3.2 2.9-5 6-5s5.5 1.8 6 5M15.5 5.800a3.2 3.2 0 0 1 0 6M17.5 14.400c2 .7 3.2 2.3 3.5 4.6" />
  </>,
);
export const ShopIcon = icon(
  <>
    <path d="M4.5 9.5 6 4.500h12l1.5 5M4.5 9.500a2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0" />
    <path d="M5.8 12.500V20h12.400v-7.500M10 20v-4.500h4V20" />
  </>,
);
export const BookIcon = icon(
  <>
    <path d="M12 6.500C10.3 5 7.8 4.5 4.5 4.500v13.500c3.3 0 5.8.5 7.5 2 1.7-1.5 4.2-2 7.5-2V4.500c-3.3 0-5.8.5-7.5 2z" />
    <path d="M12 6.500V20" />
  </>,
);
export const SettingsIcon = icon(
  <>
    <path d="M4 7.500h9M17.5 7.500H20M4 16.500h2.500M11 16.500h9" />
    <circle cx="15.2" cy="7.5" r="2.3" />
    <circle cx="8.8" cy="16.5" r="2.3" />
  </>,
);
export const StepsIcon = icon(<path d="M4 19.500h4.500V15H13v-4.500h4.500V6H20" />);
export const HistoryIcon = icon(
  <>
    <path d="M4.2 12a7.8 7.8 0 1 0 2.3-5.500L4.2 8.7" />
    <path d="M4.2 4.500v4.200h4.200M12 8v4.300l2.8 1.7" />
  </>,
);
export const SunIcon = icon(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.400M18.4 5.6 17 7M7 17l-1.4 1.4" />
  </>,
);
export const KeyIcon = icon(
  <>
    <circle cx="8" cy="15.5" r="4" />
    <path d="m11 12.5 8-8M16 7.500l2.5 2.5" />
  </>,
);
export const ExitIcon = icon(<path d="M13.5 4.500H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.500h7.500M10 12h10M16.5 8.5 20 12l-3.5 3.5" />);
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.500L19 7.5" />);
export const AlertIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.2" />
    <path d="M12 7.800v5M12 16v.2" />
  </>,
);
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.2" />
    <path d="M12 7.500V12l3 2" />
  </>,
);
export const PinIcon = icon(
  <>
    <path d="M12 20.500c4.3-4.2 6.5-7.5 6.5-10.300A6.5 6.5 0 0 0 5.5 10.200c0 2.8 2.2 6.1 6.5 10.300z" />
    <circle cx="12" cy="10" r="2.3" />
  </>,
);
export const MailIcon = icon(
  <>
    <rect x="3.8" y="5.5" width="16.4" height="13" rx="2.5" />
    <path d="m4.5 7.5 7.5 5.5 7.5-5.5" />
  </>,
);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const MinusIcon = icon(<path d="M5 12h14" />);
export const CloseIcon = icon(<path d="m6 6 12 12M18 6 6 18" />);
export const EditIcon = icon(<path d="M14.5 6.500l3 3M5 19l.8-3.800L15.8 5.200a1.5 1.5 0 0 1 2.1 0l.9.9a1.5 1.5 0 0 1 0 2.100L8.8 18.200z" />);
export const TrashIcon = icon(<path d="M5 7h14M10 7V4.800h4V7M6.8 7l.7 12.200h9l.7-12.200M10.3 10.500v5.500M13.7 10.500v5.5" />);
export const CopyIcon = icon(
  <>
    <rect x="8.5" y="8.5" width="11" height="11" rx="2" />
    <path d="M15.5 8.500V6.300a1.8 1.8 0 0 0-1.8-1.800H6.300a1.8 1.8 0 0 0-1.8 1.800v7.400a1.8 1.8 0 0 0 1.8 1.800h2.2" />
  </>,
);
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6" />
    <path d="m15.5 15.5 4.5 4.5" />
  </>,
);
export const FilterIcon = icon(<path d="M4 6.500h16M7 12h10M10 17.500h4" />);
export const DownloadIcon = icon(<path d="M12 4.500v10.500M7.5 11 12 15.5 16.5 11M4.5 19.500h15" />);
export const QrIcon = icon(
  <>
    <rect x="4.5" y="4.5" width="5.5" height="5.5" rx="1" />
    <rect x="14" y="4.5" width="5.5" height="5.5" rx="1" />
    <rect x="4.5" y="14" width="5.5" height="5.5" rx="1" />
    <path d="M14 14h2.500v2.500M19.5 14v.1M14 19.500h2.500M19.5 17v2.5" />
  </>,
);
export const OfflineIcon = icon(<path d="M4 4l16 16M8 15.500a5.5 5.5 0 0 1 5-1.500M5 12a10 10 0 0 1 4-2.300M13.5 9.200A10 10 0 0 1 19 12M12 19v.1" />);
export const ChevronRight = icon(<path d="m9.5 6 6 6-6 6" />);
export const ChevronLeft = icon(<path d="m14.5 6-6 6 6 6" />);
export const ChevronDown = icon(<path d="m6 9.5 6 6 6-6" />);
export const ChevronUp = icon(<path d="m6 14.5 6-6 6 6" />);
export const ArrowRight = icon(<path d="M4.5 12h15M13.5 6l6 6-6 6" />);
export const DocumentIcon = icon(
  <>
    <path d="M6 4.500h7.500L18.5 9.500v10H6z" />
    <path d="M13.5 4.500v5h5M9 13h6M9 16h6" />
  </>,
);
export const YenIcon = icon(<path d="M6.5 4.500 12 12l5.500-7.500M12 12v7.500M7.5 12.500h9M7.5 16h9" />);
export const CompareIcon = icon(<path d="M12 4.500v15M5 8h14M5 8l-2.500 6h5zM19 8l-2.500 6h5zM8.5 19.500h7" />);
export const ReceiptIcon = icon(<path d="M6 3.800h12v16.700l-2-1.500-2 1.500-2-1.500-2 1.500-2-1.500-2 1.500zM9 8.500h6M9 12.500h6" />);
export const EventIcon = icon(<path d="M12 3.800c.7 4.700 3.100 7.300 8.200 8.200-5.100.9-7.500 3.500-8.200 8.200-.7-4.700-3.100-7.300-8.200-8.200 5.100-.9 7.500-3.500 8.200-8.200z" />);
