/** What people begin a password with: words, names, teams, brands and keyboard walks that lead every published list. */
const BEGINNINGS = `
  abc abcd access account admin administrator alex alexander alexandr alexey amanda america andrea andrei andrew angel
  angela anna anthony apple arsenal asdf asdfgh asdfghjkl ashley austin baby babygirl bailey banana barcelona baseball
  basketball batman beautiful bitcoin blink blue bond boomer boston brandon bubbles buster butterfly changeme charlie
  cheese chelsea chicken chocolate chris christ christian computer cookie cowboy cristina daniel danielle dallas david
  default demo denis diamond dima dmitry dolphin donald dragon eagle elena elizabeth eminem evgeny family felix ferrari
  fish flower football forever freedom friend friends galaxy george ginger google gordon guest guitar hannah happy harley
  hello hellokitty heather hockey home hottie hunter iceman igor iloveu iloveyou internet ivan jackson james jasmine
  jason jennifer jessica jesus jordan joseph joshua julia junior justin katya killer kirill kitty knight kristina lakers
  letmein lauren liverpool login london love lovely lover loveme lucky maggie magic manchester manager marina marlboro
  martin master matrix matthew maxim melissa mercedes merlin metallica michael michelle mickey midnight mike minecraft
  money monkey monster moscow mother mustang mylove natasha nathan nicholas nicole nikita nintendo olga oliver orange
  pass passwd password passw passwort parol pavel peanut pepper phoenix player please pokemon porsche prince princess
  private purple qazwsx qwer qwerty qwertyui qwertyuiop ranger rachel rainbow raiders rangers realmadrid robert rockstar
  ronaldo root russia samantha samsung sample sandra sarah scooter secret sergey sexy shadow shop silver slayer slipknot
  smokey snoopy soccer sophie spartak spider spiderman spring starwars steelers stella summer sunday sunshine superman
  superstar svetlana sweet sweety system tanya taylor teacher temp test tester testing thomas thunder tiger tigger tinkerbell
  trustno tovar unknown user vanessa victor victoria vladimir volkova welcome whatever william winner winter wizard xbox
  yankees yellow zaqwsx zenit zxcvbn zxcvbnm пароль привет любовь солнышко йцукен йцукенг
`
  .split(/\s+/)
  .filter(Boolean);

/** What they add when eight characters are asked for. */
const ENDINGS = [
  '',
  '!',
  '1',
  '01',
  '1!',
  '11',
  '12',
  '12!',
  '13',
  '21',
  '22',
  '23',
  '69',
  '77',
  '88',
  '99',
  '00',
  '007',
  '111',
  '123',
  '123!',
  '321',
  '666',
  '777',
  '1234',
  '12345',
  '123456',
  '1234567',
  '12345678',
  '2020',
  '2021',
  '2022',
  '2023',
  '2024',
  '2025',
  '2026',
];

/** Rows, columns and runs that fingers find by themselves. */
const WALKS = `
  00000000 01234567 0123456789 1029384756 11111111 111111111 1111111111 11112222 11223344 1122334455 12121212 12123434
  12301230 12312312 123123123 123321123 12341234 1234123412 12344321 1234512345 123454321 12345678 123456789 1234567890
  12345678910 123456654321 123456789a 1234qwer 12qw34er 12qwaszx 13131313 135792468 13579246810 142536475869 147258369
  147852369 159357456 159753456 1a2b3c4d 1q1q1q1q 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz1qaz 1qaz2wsx 1qaz2wsx3edc
  1qazxsw2 1qazzaq1 20202020 22222222 23232323 246813579 31415926 33333333 321321321 369258147 44444444 55555555
  55667788 66666666 741852963 77777777 789456123 87654321 88888888 98765432 987654321 9876543210 99999999 999999999
  a1b2c3d4 a1s2d3f4 aa123456 aaaa1111 aaaaaaaa aaaaaaaaaa abc12345 abcd1234 abcdefgh abcdefghi abcdefg1 asdasdasd
  asdf1234 asdfasdf asdfjkl1 asdfqwer azertyuiop o9o9o9o9 poiuytrewq q1w2e3r4 q1w2e3r4t5 q1q1q1q1 qazqazqaz qazwsxed
  qazwsxedc qazwsxedcrfv qqqqqqqq qqww1122 qweasdzx qweasdzxc qweqweqwe qwer1234 qwerasdf qwerqwer qwertasdfg qwertyqwerty
  wasdwasd xxxxxxxx zaq12wsx zaqxswcde zxcvasdf zxcvbnm1 zxczxczxc zzzzzzzz йцукенгш фывапролд ячсмитьбю
`
  .split(/\s+/)
  .filter(Boolean);

/** Digits and signs that stand for letters: `p@ssw0rd` is no better than `password`. */
const LETTER_OF: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

const folded = new Set([...commonPasswords()].map(fold));

/**
 * The passwords that are tried first, of the eight characters and more that are allowed at all: composed of what the
 * published lists are made of, not copied from one.
 */
export function* commonPasswords(): Generator<string> {
  yield* WALKS;
  for (const beginning of BEGINNINGS) {
    for (const ending of ENDINGS) if (beginning.length + ending.length >= 8) yield beginning + ending;
    if (beginning.length >= 4) yield beginning + beginning;
  }
}

/** True for a common password in any case and with the usual signs in place of letters. */
export function isCommon(password: string): boolean {
  return folded.has(fold(password));
}

function fold(password: string): string {
  return password.toLowerCase().replace(/[@4310$57]/g, (sign) => LETTER_OF[sign] ?? sign);
}
