// The button "keep for later", from its first tap on; and whether the page that is open is kept already.

export async function ask(box) {
  const button = box.querySelector("button");
  button.disabled = true;
  try {
    const { offer } = await import("./saving.js");
    await offer(box);
  } catch (error) {
    box.hidden = error instanceof SyntaxError; // a browser too old to read it has the plain page
    box.querySelector("[data-save-told]").textContent = box.dataset.say;
  }
  button.disabled = false;
}

// Lessons of whoever used this device before go as well.
export async function here(box) {
  const { owner } = box.dataset;
  const names = await caches.keys();
  if (names.includes(`bai/${owner}${location.pathname}`)) box.querySelector("[data-save-told]").textContent = box.dataset.here ?? "";
  if (owner !== "chung") (await import("./kept.js")).dropOfOthers(owner);
}
