/** Addresses nobody may reach through a proxy, and a public one, which is refused all the same. */
const addresses = [
  '127.0.0.1',
  '10.0.0.1',
  '172.16.31.5',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '8.8.8.8',
];

const octets = (address: string) => address.split('.').map(Number);
const whole = (address: string) => octets(address).reduce((sum, octet) => sum * 256 + octet, 0);
const hex = (number: number) => number.toString(16);
const fullWidth = (text: string) =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const percent = (text: string) => text.replace(/[0-9]/g, (digit) => `%${hex(digit.charCodeAt(0))}`);

const spellings: ((address: string) => string)[] = [
  (address) => address,
  (address) => `${address}.`,
  (address) => `${address}:443`,
  (address) => String(whole(address)),
  (address) => `${whole(address)}.`,
  (address) => `0x${hex(whole(address))}`,
  (address) => `0X${hex(whole(address)).toUpperCase()}`,
  (address) => `0${whole(address).toString(8)}`,
  (address) =>
    octets(address)
      .map((octet) => `0x${hex(octet)}`)
      .join('.'),
  (address) =>
    octets(address)
      .map((octet) => `0${octet.toString(8)}`)
      .join('.'),
  (address) =>
    octets(address)
      .map((octet) => String(octet).padStart(4, '0'))
      .join('.'),
  (address) => `${octets(address)[0]}.${whole(address) % 2 ** 24}`,
  (address) => `${octets(address).slice(0, 2).join('.')}.${whole(address) % 2 ** 16}`,
  (address) => `${octets(address)[0]}.0x${hex(whole(address) % 2 ** 24)}`,
  (address) => fullWidth(address),
  (address) => fullWidth(address).replaceAll('.', '\u3002'),
  (address) => address.replaceAll('.', '\uff0e'),
  (address) => address.replaceAll('.', '\uff61'),
  (address) => percent(address),
  (address) => address.replaceAll('.', '%2e'),
  (address) => `[::ffff:${address}]`,
  (address) => `[::ffff:${hex(whole(address) >>> 16)}:${hex(whole(address) & 0xffff)}]`,
  (address) => `[::${address}]`,
  (address) => `[64:ff9b::${address}]:443`,
];

const spelled = addresses.flatMap((address) =>
  spellings.map((spelling) => `https://${spelling(address)}/`),
);

/** URLs whose host is an address, however it is spelled. */
export const spelledAddresses = [
  ...spelled,
  'https://[::1]/',
  'https://[::]',
  'https://[fe80::1%25eth0]/',
  'https://[fe80::1%eth0]',
  'https://[fd00:ec2::254]/latest/meta-data',
  'https://[2001:db8::1]:8443/v1',
  'https://[0:0:0:0:0:ffff:7f00:1]',
  'https://[v1.fe80::a+en1]/',
  'https://::1/',
  'https://fe80::1',
  'https://127.1',
  'https://0',
  'https://0x',
  'https://1.2.3.4.5',
  'https://256.256.256.256',
  'https://api.example.com.0x7f000001',
  'https://api.1',
  'https://①②⑦.0.0.1',
  'https://１２７。０。０。１',
  'https://[::1',
  'https://::ffff:10.0.0.1',
];
