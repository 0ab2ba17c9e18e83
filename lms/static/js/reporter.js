// Keeps what was played and sends it until the server has it; the server alone decides what counts.
//
//   const reporter = new Reporter(box.dataset, { position, answered, trouble });
//   reporter.played(from, to, rate)   each piece of film as it was played
//   reporter.send({ ping })           now, not at the next beat; `ping` also when there is nothing (the clock starts)
//   reporter.leave()                  the page goes away
//   reporter.counted                  the union as the server last told it
//   reporter.waiting                  played here and not confirmed
//
// `position()` says where the film is; `answered(answer)` is called after each answer with the union; `trouble(kind,
// message)` with "offline", "signedOut", "other", "early", "refused" or "full" when something waits or is lost.
// The box tells: report (address), owner, pass, film, spans.

import { Queue, token, uuid4 } from "./queue.js";
import { rounded, union } from "./spans.js";

const BEAT = 10000; // milliseconds between reports, unless the server says otherwise
const PATIENCE = 20000; // for an answer
const SLOWEST = 120000; // between attempts without a line
const MOST = 50; // reports in one batch
const KEEPALIVE = 60000; // bytes that a browser sends for a page that is gone
const KEPT_EVERY = 2000;

export class Reporter {
  #queue;
  #told;
  #page;
  #growing = { spans: [], rate: 1 };
  #sending = false;
  #again = false; // asked for while an answer was awaited
  #failures = 0;
  #notBefore = 0;
  #trouble = ["offline"]; // the last one: it goes on until the next attempt
  #due = new Map(); // when a report may be sent again
  #keptAt = 0;
  #seq = 0;
  #beat = BEAT;

  constructor(told, page) {
    this.#told = { ...told };
    this.#page = page;
    this.#queue = new Queue(told.owner);
    this.#queue.collect();
    this.counted = JSON.parse(told.spans);
    window.addEventListener("online", () => this.send({ now: true }));
    document.addEventListener("visibilitychange", () => this.send({ now: !document.hidden }));
    this.#next();
  }

  get waiting() {
    const sealed = this.#queue.of(this.#told.report).flatMap((report) => report.spans);
    return union([...sealed, ...this.#growing.spans]);
  }

  played(start, end, rate) {
    if (rate !== this.#growing.rate) this.#seal();
    const { spans } = this.#growing;
    const top = spans[spans.length - 1];
    if (top && Math.abs(top[1] - start) < 0.05) top[1] = end;
    else spans.push([start, end]);
    this.#growing.rate = rate;
    if (Date.now() - this.#keptAt > KEPT_EVERY) this.#keep();
  }

  // `now` does not wait for the pause after a failure to end.
  async send({ ping = false, now = false } = {}) {
    if (this.#sending) return (this.#again = true), this.#keep();
    if (navigator.onLine === false) return this.#tell("offline");
    if (!now && Date.now() < this.#notBefore) return this.#tell(...this.#trouble);
    this.#sending = true;
    this.#seal();
    try {
      await this.#sendAll(ping);
    } finally {
      this.#sending = false;
    }
    if (!this.#again) return;
    this.#again = false;
    await this.send();
  }

  leave() {
    this.#seal();
    if (this.#queue.of(this.#told.report).length) this.#post(this.#told.report, this.#batch(this.#told.report)).catch(() => {});
  }

  // ---- what waits

  #report() {
    const { report: url, film } = this.#told;
    const { spans, rate } = this.#growing;
    const at = new Date().toISOString();
    return { url, film, spans: rounded(union(spans)), position: this.#page.position(), rate, at, seq: this.#seq };
  }

  #keep() {
    this.#keptAt = Date.now();
    this.#queue.grow(this.#report());
    if (this.#queue.full) this.#page.trouble("full");
  }

  #seal() {
    if (!this.#growing.spans.length) return;
    this.#queue.seal(this.#report());
    this.#seq += 1;
    this.#growing = { spans: [], rate: this.#growing.rate };
    this.#queue.grow(this.#growing);
  }

  // What may go in one POST: of one film, and of no report that was told to wait.
  #batch(url, tried = new Set()) {
    const due = this.#queue.of(url).filter(({ uuid }) => !tried.has(uuid) && !(Date.now() < this.#due.get(uuid)));
    return due.filter((report) => report.film === due[0].film).slice(0, MOST);
  }

  // ---- sending

  #next() {
    setTimeout(async () => {
      if (this.#growing.spans.length || this.#queue.reports.size) await this.send();
      this.#next();
    }, this.#beat);
  }

  // This lesson's reports first; then those of lessons that were left without a line.
  async #sendAll(ping) {
    const mine = this.#told.report;
    const ended = await this.#sendTo(mine, ping);
    for (const url of ended ? this.#queue.urls().filter((other) => other !== mine) : []) await this.#sendTo(url, false);
  }

  // Whether the line holds.
  async #sendTo(url, ping) {
    const tried = new Set();
    let batch = this.#batch(url);
    if (!batch.length && ping) batch = [{ ...this.#report(), spans: [], uuid: uuid4() }];
    while (batch.length) {
      for (const { uuid } of batch) tried.add(uuid);
      const answer = await this.#post(url, batch).catch(() => null);
      if (!(await this.#taken(url, batch, answer))) return false;
      batch = this.#batch(url, tried);
    }
    return true;
  }

  #post(url, reports) {
    const mine = url === this.#told.report;
    const { film } = reports[0];
    const body = JSON.stringify({
      owner: this.#told.owner,
      ...(film === undefined ? {} : { film }),
      reports: reports.map(({ url: _, film: __, ...report }) => report),
    });
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    return fetch(url, {
      method: "POST",
      keepalive: body.length < KEEPALIVE,
      redirect: "error",
      signal: stop.signal,
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": token(),
        ...(mine && this.#told.pass ? { "X-Watch-Pass": this.#told.pass } : {}),
      },
      body,
    }).finally(() => clearTimeout(timer));
  }

  async #taken(url, batch, answer) {
    const told = answer ? await answer.json().catch(() => ({})) : {};
    if (told.refused) return this.#counted(url, told);
    for (const { uuid } of batch) this.#queue.keep(uuid);
    if (answer && [400, 404, 413].includes(answer.status)) {
      for (const { uuid } of batch) this.#queue.drop(uuid); // it will never be taken
      return this.#page.trouble("refused", told.error), true;
    }
    return this.#late({ 401: "signedOut", 403: "signedOut", 409: "other" }[answer?.status] ?? "offline", told.error);
  }

  #counted(url, told) {
    [this.#failures, this.#notBefore] = [0, 0];
    for (const uuid of told.accepted) this.#queue.drop(uuid);
    for (const { uuid, reason, message, retry } of told.refused) {
      if (reason === "too_much") {
        this.#queue.keep(uuid); // it is believed when enough time has passed
        this.#due.set(uuid, Date.now() + 1000 * Math.max(retry, BEAT / 1000));
      } else this.#queue.drop(uuid);
      if (url === this.#told.report) this.#page.trouble(reason === "too_much" ? "early" : "refused", message);
    }
    if (url !== this.#told.report) return true;
    this.counted = told.spans;
    this.#told.pass = told.pass ?? this.#told.pass;
    this.#beat = 1000 * (told.beat ?? BEAT / 1000);
    this.#page.answered(told);
    return true;
  }

  #late(kind, message) {
    this.#failures += 1;
    this.#notBefore = Date.now() + Math.min(SLOWEST, (BEAT / 2) * 2 ** this.#failures);
    this.#trouble = [kind, message];
    return this.#tell(kind, message);
  }

  #tell(kind, message) {
    this.#keep();
    if (this.waiting.length) this.#page.trouble(kind, message);
    return false;
  }
}

// Whoever signs out with seconds unsent is asked first; they stay on this machine under their name.
export function guardSignOut(reporter, question) {
  document.addEventListener("submit", (event) => {
    if (event.target.action?.endsWith("/logout/") && reporter.waiting.length && !confirm(question)) event.preventDefault();
  });
}
