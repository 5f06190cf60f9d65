import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The roles of ui/tokens.css that a Mantine `color` may name. */
const ROLES = ['ai', 'kaki', 'ok', 'bad', 'warn', 'plain', 'challenge', 'junior', 'senior'] as const;

/** Mantine's own colour names lead to a role, so that no default blue or green can show through. */
const ROLE_OF: Readonly<Record<string, (typeof ROLES)[number]>> = {
  ...Object.fromEntries(ROLES.map((role) => [role, role])),
  blue: 'ai',
  indigo: 'ai',
  orange: 'kaki',
  green: 'ok',
  teal: 'ok',
  red: 'bad',
  yellow: 'warn',
  gray: 'plain',
};

const shades = (...ten: MantineColorsTuple): MantineColorsTuple => ten;
const ai = shades('#e8eef6', '#d3deec', '#aec3dc', '#86a5ca', '#618abb', '#3d6ca3', '#2f5888', '#23466f', '#1a3759', '#112741');
const kaki = shades('#fdeee4', '#fadcc8', '#f5bd98', '#f2a273', '#f08a4b', '#df6a27', '#c8500f', '#b3450a', '#923807', '#6f2a04');
const flat = (hex: string): MantineColorsTuple => [hex, hex, hex, hex, hex, hex, hex, hex, hex, hex];

const resolveVariant: VariantColorsResolver = (input) => {
  const role = ROLE_OF[input.color ?? input.theme.primaryColor];
  if (!role) return defaultVariantColorsResolver(input);
  const none = '1px solid transparent';
  switch (input.variant) {
    case 'filled':
      return { background: `var(--${role})`, hover: `var(--${role}-hover)`, color: `var(--on-${role})`, border: none };
    case 'light':
      return {
        background: `var(--${role}-wash)`,
        hover: `color-mix(in srgb, var(--${role}-wash), var(--${role}-ink) 10%)`,
        color: `var(--${role}-ink)`,
        border: none,
      };
    case 'outline':
      return {
        background: 'transparent',
        hover: `var(--${role}-wash)`,
        color: `var(--${role}-ink)`,
        border: `1px solid var(--${role}-ink)`,
      };
    case 'subtle':
    case 'transparent':
      return {
        background: 'transparent',
        hover: input.variant === 'subtle' ? `var(--${role}-wash)` : 'transparent',
        color: `var(--${role}-ink)`,
        border: none,
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

/** Mantine's variables read ours, so the two schemes are written once, in ui/tokens.css. */
export const cssVariables: CSSVariablesResolver = () => {
  const roles: Record<`--${string}`, string> = {};
  for (const [name, role] of Object.entries(ROLE_OF)) {
    roles[`--mantine-color-${name}-filled`] = `var(--${role})`;
    roles[`--mantine-color-${name}-filled-hover`] = `var(--${role}-hover)`;
    roles[`--mantine-color-${name}-light`] = `var(--${role}-wash)`;
    roles[`--mantine-color-${name}-light-hover`] = `var(--${role}-wash)`;
    roles[`--mantine-color-${name}-light-color`] = `var(--${role}-ink)`;
    roles[`--mantine-color-${name}-outline`] = `var(--${role}-ink)`;
    roles[`--mantine-color-${name}-outline-hover`] = `var(--${role}-wash)`;
    roles[`--mantine-color-${name}-text`] = `var(--${role}-ink)`;
  }
  const both: Record<`--${string}`, string> = {
    ...roles,
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--soft)',
    '--mantine-color-anchor': 'var(--ai-ink)',
    '--mantine-color-error': 'var(--bad-ink)',
    '--mantine-color-success': 'var(--ok-ink)',
    '--mantine-color-placeholder': 'var(--soft)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-hover': 'var(--sunk)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-disabled': 'var(--plain-wash)',
    '--mantine-color-disabled-color': 'var(--soft)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-contrast': 'var(--on-ai)',
  };
  return { variables: {}, light: both, dark: both };
};

const sans = "'Noto Sans JP Variable', 'Noto Sans JP', 'Hiragino Sans', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, system-ui, sans-serif";
const input = { size: 'sm', radius: 'md' } as const;
const sheet = (closeLabel: string) => ({
  closeButtonProps: { 'aria-label': closeLabel },
  overlayProps: { color: 'var(--shade)', backgroundOpacity: 1 },
});

/**
 * The look of Mazeru as Mantine understands it: indigo for structure, persimmon for the one action of a screen.
 * `closeLabel` names the close button of sheets in the language of the interface.
 */
export const themeFor = (closeLabel: string) => createTheme({
  primaryColor: 'ai',
  primaryShade: { light: 7, dark: 5 },
  colors: {
    ai,
    kaki,
    ok: flat('#2b7a4b'),
    bad: flat('#b3261e'),
    warn: flat('#8a5a00'),
    plain: flat('#5b6673'),
    challenge: flat('#4d7809'),
    junior: flat('#1769aa'),
    senior: flat('#7a2e8e'),
    gray: shades('#faf7f2', '#f3eee6', '#e7e0d6', '#d9d0c2', '#b8ae9f', '#8c8272', '#6f675b', '#5b6673', '#3a424d', '#1d2733'),
    dark: shades('#f3eee6', '#d8d0c5', '#b5ac9f', '#857b6e', '#3a352f', '#2a2622', '#211e1b', '#171513', '#110f0e', '#0b0a09'),
  },
  variantColorResolver: resolveVariant,
  white: '#ffffff',
  black: '#1d2733',
  fontFamily: sans,
  headings: {
    fontFamily: sans,
    fontWeight: '800',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.4' },
      h2: { fontSize: '1.1875rem', lineHeight: '1.45' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.5' },
      h4: { fontSize: '1rem', lineHeight: '1.5' },
    },
  },
  fontSizes: { xs: '0.78125rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  lineHeights: { xs: '1.5', sm: '1.6', md: '1.65', lg: '1.6', xl: '1.5' },
  radius: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '99px' },
  defaultRadius: 'md',
  shadows: { xs: 'none', sm: 'var(--lift)', md: 'var(--lift)', lg: 'var(--lift)', xl: 'var(--lift)' },
  breakpoints: { xs: '30em', sm: '40em', md: '62em', lg: '75em', xl: '90em' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { variant: 'light', size: 'sm', radius: 'md' } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 'md', radius: 'xl' } },
    CloseButton: { defaultProps: { size: 'lg' } },
    Card: { defaultProps: { withBorder: true, radius: 'lg', padding: 'md', shadow: undefined } },
    Paper: { defaultProps: { radius: 'lg' } },
    Input: { defaultProps: input },
    TextInput: { defaultProps: input },
    PasswordInput: { defaultProps: input },
    Textarea: { defaultProps: { ...input, autosize: true, minRows: 4 } },
    NumberInput: { defaultProps: { ...input, hideControls: true } },
    Select: { defaultProps: { ...input, allowDeselect: false, checkIconPosition: 'right' } },
    MultiSelect: { defaultProps: input },
    NativeSelect: { defaultProps: input },
    DateInput: { defaultProps: input },
    Checkbox: { defaultProps: { size: 'md', radius: 'sm' } },
    Radio: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'md' } },
    Badge: { defaultProps: { variant: 'light', radius: 'xl', size: 'md' } },
    Tabs: { defaultProps: { color: 'kaki' } },
    Alert: { defaultProps: { variant: 'light', radius: 'md' } },
    Drawer: { defaultProps: { ...sheet(closeLabel), position: 'bottom', size: 'auto', padding: 'md' } },
    Modal: { defaultProps: { ...sheet(closeLabel), centered: true, radius: 'lg', padding: 'lg' } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md', width: 260 } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
    Tooltip: { defaultProps: { radius: 'sm', withArrow: true, events: { hover: true, focus: true, touch: true } } },
    Notification: { defaultProps: { radius: 'md', withBorder: true } },
    Skeleton: { defaultProps: { radius: 'sm' } },
    Anchor: { defaultProps: { underline: 'always' } },
    Loader: { defaultProps: { type: 'dots', color: 'var(--soft)' } },
    SegmentedControl: { defaultProps: { radius: 'md', size: 'sm' } },
    Progress: { defaultProps: { radius: 'xl', size: 'lg' } },
  },
});
