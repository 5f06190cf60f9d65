import { QueryFailedError } from 'typeorm';
import { faultOf } from './fault.js';

describe('a fault in the log', () => {
  it('names the code, the constraint and the place, and quotes no row', () => {
    const driver = Object.assign(new Error('Key (email)=(hanako@mazeru.example) already exists.'), { code: '23505', constraint: 'accounts_email' });
    const said = faultOf(new QueryFailedError('insert into accounts', ['hanako@mazeru.example'], driver));
    expect(said).toContain('QueryFailedError');
    expect(said).toContain('code=23505 constraint=accounts_email');
    expect(said).toContain('fault.spec');
    expect(said).not.toContain('hanako');
  });

  it('takes anything that is thrown', () => {
    expect(faultOf('no')).toBe('a thrown string');
  });
});
