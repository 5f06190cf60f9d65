import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { deriveContract } from './generate.derivation.js';

/** `npm run stripe:contract`: the contract from the declarations of the installed package, into the file named or beside this one. */
const contract = deriveContract();
const version = JSON.parse(JSON.stringify(contract['info'])).version;
const target = process.argv[2] ?? new URL(`contract-${version}.json.gz`, import.meta.url);
writeFileSync(target, gzipSync(JSON.stringify(contract), { level: 9 }));
