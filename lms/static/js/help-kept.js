// What a helper said and the server has not taken, in this browser's storage under the account: the fields as pairs,
// with the server's reasons where it would not take them.

const ALL = "huong-dan/";

const keys = () => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(ALL));
  } catch {
    return []; // storage forbidden
  }
};

export class Kept {
  constructor(account) {
    this.prefix = `${ALL}${account}/`;
  }

  // False: the storage would not take it.
  put(uuid, said) {
    try {
      localStorage.setItem(this.prefix + uuid, JSON.stringify(said));
      return true;
    } catch {
      return false;
    }
  }

  drop(uuid) {
    localStorage.removeItem(this.prefix + uuid);
  }

  // [[uuid, {fields, at, problems}]], in the order they were said
  all() {
    const own = keys().filter((key) => key.startsWith(this.prefix));
    const found = own.map((key) => [key.slice(this.prefix.length), this.#read(key)]);
    return found.filter(([, said]) => said).sort(([, one], [, other]) => one.at - other.at);
  }

  get others() {
    return keys().filter((key) => !key.startsWith(this.prefix)).length;
  }

  #read(key) {
    try {
      const said = JSON.parse(localStorage.getItem(key));
      return Array.isArray(said) ? { fields: said, at: 0 } : said; // as earlier pages kept it
    } catch {
      localStorage.removeItem(key); // nothing that anybody could send
      return null;
    }
  }
}
