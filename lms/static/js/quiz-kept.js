// Answers that the server has not confirmed, in this browser's storage under the attempt's name, so that a page closed
// without a line loses none. The server shows a paper only to its learner, so nobody else's page asks for them.

const ALL = "bai-lam/";
const STALE = 30 * 86400000; // milliseconds after which a paper that was never opened again is forgotten

export class Kept {
  constructor(attempt) {
    this.prefix = `${ALL}${attempt}/`;
    this.#each((key, told) => key.startsWith(this.prefix) || Date.now() - told.kept < STALE || localStorage.removeItem(key));
  }

  put(question, told) {
    try {
      localStorage.setItem(this.prefix + question, JSON.stringify({ ...told, kept: Date.now() }));
    } catch {
      // storage full or forbidden: the open page still holds it
    }
  }

  drop(question) {
    try {
      localStorage.removeItem(this.prefix + question);
    } catch {
      // nothing was put there either
    }
  }

  // [[question, {fields, given}]]
  all() {
    const found = [];
    this.#each((key, told) => key.startsWith(this.prefix) && found.push([key.slice(this.prefix.length), told]));
    return found;
  }

  #each(visit) {
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(ALL))) {
        try {
          visit(key, JSON.parse(localStorage.getItem(key)));
        } catch {
          localStorage.removeItem(key); // nothing that anybody could send
        }
      }
    } catch {
      // storage forbidden
    }
  }
}

// Puts what was kept back into the question's controls.
export function fill(field, fields) {
  for (const control of field.querySelectorAll("input, select, textarea")) {
    const values = fields[control.name] ?? [];
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else if (control.type !== "file") control.value = values[0] ?? "";
  }
}
