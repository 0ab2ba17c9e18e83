// What lies in this browser's caches, by the beginning of its name:
//   trang/<account>/<path>   one page somebody keeps, with its files: goes as a whole
//   bai/<account>/<path>     one lesson somebody saved, with its film; "chung" instead of an account: anybody's
//   tep/chung                our own files that saved lessons need, named by their content
//   vo/<version>             the page "no line", the page of saved lessons, and their files
// Whoever keeps something else takes a beginning of their own; nobody deletes another's.

const PAGES = /^(trang|bai)\/([^/]+)(\/.*)$/;
const SHELL = `vo/${SITE.version}`;
const handlers = []; // each part adds its own: (event, url) => a promise of an answer, or nothing

const names = async (wanted) => (await caches.keys()).filter(wanted);
const forget = async (wanted) => Promise.all((await names(wanted)).map((name) => caches.delete(name)));
const forgetPages = () => forget((name) => name.startsWith("trang/"));
const forgetLessonsOfAccounts = () => forget((name) => name.startsWith("bai/") && !name.startsWith("bai/chung/"));

// The kept copy at this path, with the policy that the page had: {name, answer}.
async function keptPage(path) {
  for (const name of await names((one) => PAGES.exec(one)?.[3] === path)) {
    const found = await (await caches.open(name)).match(path);
    if (found && Number(found.headers.get("X-Until")) > Date.now()) return { name, answer: await again(found) };
  }
  return null;
}

async function again(found) {
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": SITE.policy };
  return new Response(await found.blob(), { headers });
}

// Names of people do not lie here longer than the page said.
async function sweep() {
  for (const name of await names((one) => PAGES.test(one))) {
    const found = await (await caches.open(name)).match(PAGES.exec(name)[3]);
    if (found && Number(found.headers.get("X-Until")) <= Date.now()) await caches.delete(name);
  }
}
