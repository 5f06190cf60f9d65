import { readRegistrations, type NamedTicket, type ReadList } from './registration-file.js';

const TICKETS: readonly NamedTicket[] = [
  { id: 'a', name: '参加', priceYen: 500, seatsLeft: 20 },
  { id: 'b', name: '学生', priceYen: 0, seatsLeft: 2 },
];
const HOUSE = { tickets: TICKETS, seatsLeft: 20, registered: new Set(['old@mazeru.test']) };

function read(csv: string, house: Partial<typeof HOUSE> = {}): ReadList {
  const list = readRegistrations(csv, { ...HOUSE, ...house });
  if ('code' in list) throw new Error(list.code);
  return list;
}
const complaints = (csv: string, house: Partial<typeof HOUSE> = {}): string[] => read(csv, house).complaints.map(({ line, code }) => `${line} ${code}`);

describe('a list of registrations', () => {
  it('is read with Japanese headings, full-width figures and the mark of a spreadsheet', () => {
    const { ready } = read('\uFEFFお名前,メールアドレス,券種,人数\r\n"高橋, 実",minoru@mazeru.test,学生,２\r\n伊藤 さくら,sakura@mazeru.test,,\r\n');
    expect(ready.map(({ line, name, ticket, quantity }) => [line, name, ticket.id, quantity])).toEqual([
      [2, '高橋, 実', 'b', 2],
      [3, '伊藤 さくら', 'a', 1],
    ]);
  });

  it('is read as it is copied out of a spreadsheet, with tabs and commas inside a cell', () => {
    const { ready } = read('名前\tメール\t人数\n高橋, 実\tminoru@mazeru.test\t2\n');
    expect(ready.map(({ name, email, quantity }) => [name, email, quantity])).toEqual([['高橋, 実', 'minoru@mazeru.test', 2]]);
  });

  it('says of each line what is wrong with it', () => {
    const csv = ['name,email,ticket,quantity', ',a@mazeru.test,,', '高橋,nobody,,', '高橋,c@mazeru.test,VIP,', '高橋,d@mazeru.test,,0', '高橋,e@mazeru.test,,21', '高橋,f@mazeru.test,,1.5', `${'あ'.repeat(81)},g@mazeru.test,,`].join('\n');
    expect(complaints(csv)).toEqual(['2 import.name', '3 import.email', '4 import.ticket', '5 import.quantity', '6 import.quantity', '7 import.quantity', '8 import.name']);
  });

  it('leaves who has a seat already, whatever the case of the address, and takes nobody twice', () => {
    const list = read('name,email\n古田,OLD@mazeru.test\n高橋,a@mazeru.test\n高橋,A@mazeru.test');
    expect(list.complaints).toEqual([
      expect.objectContaining({ line: 2, result: 'already', code: 'import.already' }),
      expect.objectContaining({ line: 4, result: 'refused', code: 'import.twice', params: { line: 3 } }),
    ]);
    expect(list.ready).toHaveLength(1);
  });

  it('counts the seats down, of the house and of the ticket', () => {
    expect(complaints('name,email,ticket,quantity\n高橋,a@mazeru.test,学生,2\n伊藤,b@mazeru.test,学生,1')).toEqual(['3 import.full']);
    expect(complaints('name,email,quantity\n高橋,a@mazeru.test,3\n伊藤,b@mazeru.test,2\n佐々木,c@mazeru.test,1', { seatsLeft: 4 })).toEqual(['3 import.full']);
  });

  it.each([
    ['nothing at all', '', 'import.columns'],
    ['no addresses', 'name\n高橋', 'import.columns'],
    ['a quote that never ends', 'name,email\n"高橋,a@mazeru.test', 'import.unreadable'],
    ['too many lines', `name,email\n${'高橋,a@mazeru.test\n'.repeat(10_001)}`, 'import.tooMany'],
  ])('is refused whole: %s', (_, csv, code) => {
    expect(readRegistrations(csv, HOUSE)).toMatchObject({ code });
  });
});
