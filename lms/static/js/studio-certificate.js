// The template editor: boxes dragged over the real picture, arrow keys, a new picture half a second after a change.
const form = document.getElementById("tpl-form");
const stage = document.getElementById("tpl-stage");
const picture = document.getElementById("tpl-picture");
const said = document.getElementById("tpl-said");
const rows = document.getElementById("tpl-boxes");
const STEP = 0.5, LEAP = 5, WAIT = 500;
const PAPERS = { A3: [297, 420], A4: [210, 297], A5: [148, 210] };

const input = (row, name) => row.querySelector(`[name$="-${name}"]`);
const number = (row, name) => Number(input(row, name).value) || 0;
const boxes = () => [...rows.querySelectorAll("[data-box]")];

function size() {
  const [short, long] = PAPERS[form.elements.paper.value];
  return form.elements.landscape.checked ? [long, short] : [short, long];
}

function place(handle, row) {
  const [width, height] = size();
  handle.style.left = `${(number(row, "x") / width) * 100}%`;
  handle.style.top = `${(number(row, "y") / height) * 100}%`;
  handle.style.width = `${(number(row, "w") / width) * 100}%`;
  handle.style.height = `${(number(row, "h") / height) * 100}%`;
  handle.hidden = !input(row, "kind").value || input(row, "remove").checked;
  const kind = input(row, "kind");
  handle.setAttribute("aria-label", input(row, "text").value || kind.options[kind.selectedIndex].text);
}

function move(row, x, y) {
  const [width, height] = size();
  const within = (value, most) => Math.round(Math.min(Math.max(value, 0), Math.max(most, 0)) * 10) / 10;
  input(row, "x").value = within(x, width - number(row, "w"));
  input(row, "y").value = within(y, height - number(row, "h"));
}

function choose(row) {
  for (const other of boxes()) other.toggleAttribute("data-chosen", other === row);
}

function handleOf(row) {
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "tpl-handle";
  handle.addEventListener("focus", () => choose(row));
  handle.addEventListener("dblclick", () => { row.scrollIntoView({ block: "center" }); input(row, "text").focus(); });
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!by) return;
    event.preventDefault();
    const step = event.shiftKey ? LEAP : STEP;
    move(row, number(row, "x") + by[0] * step, number(row, "y") + by[1] * step);
    place(handle, row);
    draw();
  });
  handle.addEventListener("pointerdown", (event) => drag(event, handle, row));
  stage.append(handle);
  row.addEventListener("input", () => place(handle, row));
  row.addEventListener("focusin", () => choose(row));
  return handle;
}

function drag(event, handle, row) {
  handle.focus();
  handle.setPointerCapture(event.pointerId);
  const scale = size()[0] / stage.clientWidth;
  const from = [event.clientX, event.clientY, number(row, "x"), number(row, "y")];
  const moved = (at) => {
    move(row, from[2] + (at.clientX - from[0]) * scale, from[3] + (at.clientY - from[1]) * scale);
    place(handle, row);
  };
  const dropped = () => {
    handle.removeEventListener("pointermove", moved);
    draw();
  };
  handle.addEventListener("pointermove", moved);
  handle.addEventListener("pointerup", dropped, { once: true });
  handle.addEventListener("pointercancel", dropped, { once: true });
}

let waiting = 0, asked = null;
function draw() {
  clearTimeout(waiting);
  waiting = setTimeout(drawNow, WAIT);
}

async function drawNow() {
  asked?.abort();
  asked = new AbortController();
  stage.toggleAttribute("data-busy", true);
  try {
    const answer = await fetch(`${form.dataset.preview}?png`, { method: "POST", body: new FormData(form), signal: asked.signal });
    if (answer.ok) show(await answer.blob());
    else said.textContent = (await answer.json()).error;
  } catch (error) {
    if (error.name !== "AbortError") said.textContent = String(error.message);
  } finally {
    stage.toggleAttribute("data-busy", false);
  }
}

function show(blob) {
  const old = picture.src;
  picture.src = URL.createObjectURL(blob);
  if (old.startsWith("blob:")) URL.revokeObjectURL(old);
  said.textContent = "";
}

function add(name) {
  const total = form.elements["form-TOTAL_FORMS"];
  let row = boxes().find((one) => !input(one, "kind").value);
  if (!row) {
    const html = document.getElementById("tpl-empty").innerHTML.replaceAll("__prefix__", total.value);
    rows.insertAdjacentHTML("beforeend", html);
    total.value = Number(total.value) + 1;
    row = rows.lastElementChild;
    handles.set(row, handleOf(row));
  }
  input(row, "kind").value = "text";
  input(row, "text").value = `{${name}}`;
  const [width, height] = size();
  move(row, width / 2 - number(row, "w") / 2, height / 2);
  place(handles.get(row), row);
  handles.get(row).focus();
  draw();
}

const handles = new Map();
if (rows) {
  for (const row of boxes()) handles.set(row, handleOf(row));
  for (const [row, handle] of handles) place(handle, row);
  const palette = document.getElementById("tpl-palette");
  palette.hidden = false;
  palette.addEventListener("click", (event) => event.target.dataset.add && add(event.target.dataset.add));
  form.addEventListener("input", (event) => {
    if (!event.target.closest("[data-box]")) for (const [row, handle] of handles) place(handle, row);
    draw();
  });
}
