// Counts down the minutes of an agenda item: <… data-clock data-minutes="15"> with a hidden [data-clock-row] inside that holds
// a .clock element and the buttons [data-clock-start] and [data-clock-reset]. Without this module the minutes stand there as plain text.
//
// The end is kept as a moment in sessionStorage, so that a reload or a sleeping tablet does not stretch the item.

const TICK_MS = 500;

/** "12:05", or "+0:30" once the time is over. Seconds may be negative. */
export function written(seconds) {
  const left = Math.abs(seconds);
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return seconds < 0 ? `+${clock}` : clock;
}

function start(element, index) {
  const key = `clock:${location.pathname}:${element.id || index}`;
  const total = Number(element.dataset.minutes) * 60_000;
  const face = element.querySelector(".clock");
  const spoken = element.querySelector("[data-clock-spoken]");
  const startButton = element.querySelector("[data-clock-start]");
  const resetButton = element.querySelector("[data-clock-reset]");
  if (!Number.isFinite(total) || total <= 0 || !face) return;

  let warned = false;

  function show() {
    const end = Number(sessionStorage.getItem(key));
    const left = end ? end - Date.now() : total;
    const seconds = Math.ceil(left / 1000);
    face.textContent = written(seconds);
    face.classList.toggle("clock--over", seconds < 0);
    // Told once: a screen reader that reads every second would drown the meeting.
    if (end && seconds < 0 && !warned && spoken) {
      spoken.textContent = "予定の時間を過ぎました。";
      warned = true;
    }
  }

  startButton?.addEventListener("click", () => {
    if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, String(Date.now() + total));
    show();
  });
  resetButton?.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    warned = false;
    if (spoken) spoken.textContent = "";
    show();
  });
  const row = element.querySelector("[data-clock-row]");
  if (row) row.hidden = false;
  show();
  setInterval(show, TICK_MS);
}

document.querySelectorAll("[data-clock]").forEach(start);
