// A page whose work goes on in the background opens itself anew until it is done, unless somebody is in the middle of it.
const PAUSE = 3000;

function again() {
  if (document.hidden || document.activeElement?.matches("input, textarea, select, button")) setTimeout(again, PAUSE);
  else location.reload();
}

setTimeout(again, PAUSE);
