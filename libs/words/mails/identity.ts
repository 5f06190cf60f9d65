import type { Mail } from './mail.js';

export const IDENTITY_MAILS = {
  confirmEmail: {
    subject: { ja: 'メールアドレスの確認をお願いします', en: 'Please confirm your e-mail address' },
    body: {
      ja: '{name} 様\n\nMazeruへのご登録ありがとうございます。次のリンクを開くと、メールアドレスの確認が終わります。リンクは{hours}時間有効です。\n\n心当たりがない場合は、このメールを破棄してください。',
      en: 'Dear {name},\n\nThank you for joining Mazeru. Open the link below to confirm your address. It is valid for {hours} hours.\n\nIf this was not you, please ignore this mail.',
    },
    link: { ja: 'メールアドレスを確認する', en: 'Confirm my address' },
  },
  accountExists: {
    subject: { ja: 'このアドレスは登録済みです', en: 'This address is registered already' },
    body: {
      ja: '{name} 様\n\nこのメールアドレスで新しい登録がありましたが、すでにアカウントをお持ちです。パスワードをお忘れのときは、次のリンクから再設定できます。\n\n心当たりがない場合は、このメールを破棄してください。',
      en: 'Dear {name},\n\nSomeone tried to register with this address, and you have an account already. If you forgot your password, you can reset it with the link below.\n\nIf this was not you, please ignore this mail.',
    },
    link: { ja: 'パスワードを再設定する', en: 'Reset my password' },
  },
  resetPassword: {
    subject: { ja: 'パスワードの再設定', en: 'Reset your password' },
    body: {
      ja: '{name} 様\n\n次のリンクから新しいパスワードを設定してください。リンクは{minutes}分有効で、一度だけ使えます。\n\n心当たりがない場合は、このメールを破棄してください。パスワードは変わりません。',
      en: 'Dear {name},\n\nSet a new password with the link below. It is valid for {minutes} minutes and works once.\n\nIf this was not you, please ignore this mail; your password stays as it is.',
    },
    link: { ja: '新しいパスワードを設定する', en: 'Set a new password' },
  },
  passwordChanged: {
    subject: { ja: 'パスワードを変更しました', en: 'Your password was changed' },
    body: {
      ja: '{name} 様\n\nパスワードが変更され、ほかの端末はサインアウトしました。\n\n心当たりがない場合は、すぐにパスワードを再設定してください。',
      en: 'Dear {name},\n\nYour password was changed and your other devices were signed out.\n\nIf this was not you, reset your password at once.',
    },
    link: { ja: 'アカウントを開く', en: 'Open my account' },
  },
} as const satisfies Record<string, Mail>;
