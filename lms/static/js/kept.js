// Lessons that this device keeps, one cache each: bai/<account>/<path>, "chung" for what belongs to no account. The
// page itself is stored last, so a lesson without its page is none. See lms/offline/stores.js.

export const NAME = /^bai\/([^/]+)(\/.*)$/;
export const EVERYBODY = "chung";
export const STATICS = "tep/chung";
const SIGNED = /\/ky\/[^/]+\//; // a members' film has another address every few hours

export const keyOf = (address) => new URL(address, location.href).pathname.replace(SIGNED, "/");

export const megabytes = (bytes) => {
  const amount = Math.max(bytes / 1e6, 0.1);
  return `${amount.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })}\u00a0MB`;
};

// What the page's own head says of the copy; null when this is none.
async function lesson(name) {
  const [, owner, path] = NAME.exec(name) ?? [];
  const page = path && (await caches.has(name)) && (await (await caches.open(name)).match(path));
  if (!page) return null;
  const head = (field) => page.headers.get(field) ?? "";
  return {
    name, owner, path, title: decodeURIComponent(head("X-Title")), version: Number(head("X-Version")),
    bytes: Number(head("X-Bytes")), at: Number(head("X-Saved")), way: head("X-Way"), from: head("X-From"),
  };
}

export async function lessons() {
  const found = await Promise.all((await caches.keys()).map(lesson));
  return found.filter(Boolean).sort((one, other) => other.at - one.at);
}

export const keptAt = (path, owner) => lesson(`bai/${owner}${path}`);

export async function drop(name) {
  await caches.delete(name);
  if (!(await caches.keys()).some((one) => NAME.test(one))) await caches.delete(STATICS);
}

// Lessons of other accounts go as soon as somebody else is seen to be signed in.
export async function dropOfOthers(owner) {
  for (const name of await caches.keys()) {
    const whose = NAME.exec(name)?.[1];
    if (whose && whose !== EVERYBODY && whose !== owner) await caches.delete(name);
  }
}
