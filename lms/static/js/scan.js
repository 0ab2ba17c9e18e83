// The trainer's phone at the door: a badge seen by the camera or a code typed in becomes a scan with its own uuid,
// kept here until the server has answered for it. Moments are the server's: its clock less this phone's, as told when
// the page was drawn and with each answer; what the phone's own clock says goes along as a note.

import { headers, keptAt, warn } from "./keep.js";
import { uuid4 } from "./queue.js";
import { camera } from "./scan-camera.js";
import { Kept } from "./scan-kept.js";

const MOST = 100; // in one batch
const AGAIN = 15000; // milliseconds between attempts
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const box = document.querySelector("[data-scan]");
if (box) start(box, JSON.parse(document.getElementById("scan-roll").textContent));

// The seat that a badge names; the server checks the signature.
function seatOf(code) {
  const [kind, text = ""] = code.toUpperCase().split(":");
  if (kind !== "LSB" || text.length < 26) return null;
  let bits = 0n;
  for (const letter of text.slice(0, 26)) bits = bits * 32n + BigInt(Math.max(0, LETTERS.indexOf(letter)));
  const hex = (bits >> 2n).toString(16).padStart(32, "0");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// The server's clock less the phone's. A kept copy was drawn long ago: its difference counts from when it was kept.
function offsetOf(words) {
  return Number(words.now) - (keptAt || Date.now());
}

// The meeting that is on or comes next; a kept copy may have been drawn on an earlier day.
function chooseMeeting(select, now) {
  const ahead = [...select.options].find((option) => 1000 * Number(option.dataset.ends) >= now);
  select.value = (ahead ?? select.options[select.options.length - 1]).value;
}

function start(box, roll) {
  const words = box.dataset;
  const bySeat = new Map(roll.map((one) => [one[0], one]));
  const byCode = new Map(roll.map((one) => [one[2].toUpperCase(), one]));
  const kept = new Kept(words.owner);
  const lines = new Map();
  const find = (name) => box.querySelector(`[data-${name}]`);
  const input = box.querySelector("#ma");
  const select = box.querySelector("#buoi");
  const known = (code) => bySeat.get(seatOf(code)) ?? byCode.get(code.toUpperCase());
  const once = (scan) => `${scan.meeting}/${known(scan.code)?.[0] ?? scan.code}`;
  const seen = new Set(kept.waiting.map(once));
  let offset = offsetOf(words);
  let sent = 0;
  let sending = false;
  let wrong = "";

  const count = () => {
    find("counts").hidden = false;
    find("sent").textContent = sent;
    find("waiting").textContent = kept.waiting.length;
    find("read").hidden = !kept.refused.length;
  };
  const trouble = (text) => {
    find("trouble").hidden = !text;
    find("trouble").textContent = text;
  };
  const line = (uuid, text, kind) => {
    let item = lines.get(uuid);
    if (!item) {
      item = document.createElement("li");
      find("scanned").prepend(item);
      lines.set(uuid, item);
    }
    item.textContent = text;
    item.className = kind;
  };
  const waits = (scan) => {
    const who = known(scan.code);
    const other = scan.session && scan.session !== kept.session;
    const text = who ? [who[1], who[3], words.kept].filter(Boolean).join(" · ") : `${scan.code}: ${other ? words.elsewhere : words.strange}`;
    line(scan.uuid, text, "waits");
  };

  function take(code) {
    const clean = code.trim();
    if (!clean) return;
    const told = Date.now();
    const scan = { uuid: uuid4(), meeting: select.value, code: clean, at: told + offset, told };
    if (seen.has(once(scan))) return trouble(`${known(clean)?.[1] ?? clean}: ${words.again}`);
    seen.add(once(scan));
    trouble("");
    kept.put(scan);
    waits(scan);
    navigator.vibrate?.(80);
    count();
    if (kept.full) trouble(words.full);
    send();
  }

  async function send() {
    if (sending || !kept.waiting.length) return;
    if (navigator.onLine === false) return trouble(words.offline);
    sending = true;
    wrong = "";
    try {
      for (const session of kept.sessions) while (await batch(session));
    } catch {
      wrong = words.offline;
    } finally {
      sending = false;
      trouble(wrong || (kept.full ? words.full : ""));
      count();
    }
  }

  // One batch of one class; whether to go on with the next. What is wrong with one class is said once all were tried.
  async function batch(session) {
    const scans = kept.waiting.filter((scan) => scan.session === session).slice(0, MOST);
    if (!scans.length) return false;
    const answer = await fetch(words.send.replace(kept.session, session), {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers(box) },
      body: JSON.stringify({ scans }),
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect") return (wrong = words.signedOut), false;
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) return (wrong = told.error ?? (answer.status === 403 ? words.signedOut : words.offline)), false;
    offset = told.now - Date.now();
    for (const one of told.answers) heard(one);
    count();
    return told.answers.length > 0;
  }

  function heard(one) {
    if (one.state === "refused") kept.refuse(one.uuid, one.text);
    else kept.drop(one.uuid);
    sent += 1;
    line(one.uuid, one.text, { refused: "bad", held: "waits" }[one.state] ?? "");
  }

  box.addEventListener("submit", (event) => {
    event.preventDefault();
    take(input.value);
    input.value = "";
    input.focus();
  });
  find("read").addEventListener("click", () => {
    for (const scan of kept.refused) {
      kept.drop(scan.uuid);
      lines.get(scan.uuid)?.remove();
    }
    count();
  });
  window.addEventListener("online", send);
  setInterval(send, AGAIN);
  camera(box, take, () => trouble(words.cameraOff));
  warn(() => kept.waiting.length, words.leave);
  if (keptAt && select.options.length) chooseMeeting(select, Date.now() + offset);
  find("strangers").hidden = !kept.others;
  find("strangers").textContent = words.others.replace("{n}", kept.others);
  kept.waiting.forEach(waits);
  for (const scan of kept.refused) line(scan.uuid, scan.refused, "bad");
  count();
  send();
}
