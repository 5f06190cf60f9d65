import { ApiProperty } from '@nestjs/swagger';
import { MaxLength, MinLength } from 'class-validator';
import { ChoiceField, DayField, EmailField, TextField } from '#libs/door';
import { LOCALES, type Locale } from '#libs/words';

/** Long enough by itself; no rules about signs, which only make people write it down. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

function NewPassword(): PropertyDecorator {
  return (target, key) => {
    MinLength(PASSWORD_MIN, { message: 'passwordWeak' })(target, key);
    MaxLength(PASSWORD_MAX, { message: `tooLong max=${PASSWORD_MAX}` })(target, key);
    ApiProperty({ type: String, minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX })(target, key);
  };
}

export class SignIn {
  @EmailField() email!: string;
  @TextField({ max: PASSWORD_MAX }) password!: string;
}

export class Register {
  @EmailField() email!: string;
  @NewPassword() password!: string;
  @TextField({ max: 80 }) displayName!: string;
  @ChoiceField(LOCALES, { optional: true }) locale?: Locale;
}

export class EmailOnly {
  @EmailField() email!: string;
}

export class TokenOnly {
  @TextField({ max: 200 }) token!: string;
}

export class NewPasswordOnly {
  @NewPassword() password!: string;
}

export class ChangePassword {
  @TextField({ max: PASSWORD_MAX }) current!: string;
  @NewPassword() next!: string;
}

export class ChangeAccount {
  @TextField({ max: 80, optional: true }) displayName?: string;
  @ChoiceField(LOCALES, { optional: true }) locale?: Locale;
}

export class MakeAccessToken {
  @TextField({ max: 80 }) name!: string;
  @DayField({ optional: true, description: 'last day on which it works' }) expiresOn?: string;
}

export class AccountView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) email!: string;
  @ApiProperty({ type: String }) displayName!: string;
  @ApiProperty({ type: String, enum: LOCALES }) locale!: Locale;
  @ApiProperty({ type: Boolean }) emailConfirmed!: boolean;
}

export class SignedInView {
  @ApiProperty({ type: AccountView }) account!: AccountView;
}

export class SessionView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: Boolean }) current!: boolean;
  @ApiProperty({ type: String }) userAgent!: string;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) lastSeenAt!: string;
}

export class SessionListView {
  @ApiProperty({ type: [SessionView] }) items!: SessionView[];
}

export class AccessTokenView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastUsedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) expiresAt!: string | null;
}

export class MadeAccessTokenView extends AccessTokenView {
  @ApiProperty({ type: String, description: 'shown this once' }) token!: string;
}

export class AccessTokenListView {
  @ApiProperty({ type: [AccessTokenView] }) items!: AccessTokenView[];
}

export class InstallationView {
  @ApiProperty({ type: String }) name!: string;
  @ApiProperty({ type: Boolean, description: 'holds the demonstration data' }) demo!: boolean;
  @ApiProperty({ type: String, description: 'where to turn with a worry; empty while it is not set' }) helpDesk!: string;
  @ApiProperty({ type: String, description: 'postal address of the cooperative; empty while it is not set' }) address!: string;
}
