// Sends what was watched without a line as soon as its owner opens this page; browsers without Background Sync (all of
// them on iPhones) have no other moment than an open page. What other accounts left stays theirs, and is only counted.

import { Reporter } from "./reporter.js";

const box = document.querySelector("[data-replay]");
const keys = () => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("da-xem/"));
  } catch {
    return []; // storage forbidden
  }
};
const mine = () => keys().filter((key) => key.startsWith(`da-xem/${box.dataset.owner}/`)).length;

function say() {
  const [own, all] = [mine(), keys().length];
  const lines = [own && box.dataset.waiting.replace("{n}", own), all > own && box.dataset.others].filter(Boolean);
  box.hidden = !lines.length;
  const text = document.createElement("span");
  text.textContent = lines.join(" ");
  box.replaceChildren(text);
  offerClaim(text);
}

// What was understood here before anybody signed in.
function offerClaim(text) {
  const number = understood();
  if (!number) return;
  const link = document.createElement("a");
  link.href = box.dataset.claimAt;
  link.textContent = box.dataset.claimLabel;
  text.append(` ${box.dataset.claim.replace("{n}", number)} `, link);
  box.hidden = false;
}

function understood() {
  try {
    return Object.values(JSON.parse(localStorage.getItem("tien-do")) ?? {}).filter(({ y }) => y === "hieu").length;
  } catch {
    return 0;
  }
}

say();
if (mine()) {
  const told = { owner: box.dataset.owner, report: "", spans: "[]" };
  const reporter = new Reporter(told, { position: () => 0, answered() {}, trouble: say });
  const send = () => reporter.send({ now: true }).then(say, say);
  send();
  addEventListener("online", () => setTimeout(say, 2000));
}
