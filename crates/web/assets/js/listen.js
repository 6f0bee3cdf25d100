// Reads a part of the page aloud with the voice of the browser: <button data-listen="ID" data-listen-stop="…" hidden>. The button is
// hidden in the HTML, because without this module, or without a voice, it would do nothing.
//
// One sentence or item at a time: browsers break off long texts, and whoever stops and goes on begins where it was.

const BLOCKS = "h1, h2, h3, p, li";

/** What is said of an element: its text without the readings above the characters, which would be heard twice. */
export function spoken(element) {
  const copy = element.cloneNode(true);
  for (const reading of copy.querySelectorAll("rt, rp, svg")) reading.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function prepare(button) {
  const part = document.getElementById(button.dataset.listen);
  const voice = window.speechSynthesis;
  if (!part || !voice) return;
  const blocks = [...part.querySelectorAll(BLOCKS)].filter((block) => spoken(block) && !block.querySelector(BLOCKS));
  const start = button.textContent;
  let next = 0;
  // What was cancelled reports its end, too: only the round that is on goes on.
  let round = 0;

  function rest() {
    round += 1;
    voice.cancel();
    button.textContent = start;
    for (const block of blocks) block.classList.remove("spoken");
  }

  function say(mine) {
    if (mine !== round) return;
    blocks[next - 1]?.classList.remove("spoken");
    if (next >= blocks.length) {
      next = 0;
      rest();
      return;
    }
    const block = blocks[next];
    const words = new SpeechSynthesisUtterance(spoken(block));
    words.lang = document.documentElement.lang;
    words.onend = () => {
      if (mine !== round) return;
      next += 1;
      say(mine);
    };
    words.onerror = () => { if (mine === round) rest(); };
    block.classList.add("spoken");
    block.scrollIntoView({ block: "nearest" });
    voice.speak(words);
  }

  button.addEventListener("click", () => {
    if (button.textContent !== start) {
      rest();
      return;
    }
    round += 1;
    button.textContent = button.dataset.listenStop;
    say(round);
  });
  // The voice does not stop by itself when the page is left.
  window.addEventListener("pagehide", rest);
  button.hidden = false;
}

document.querySelectorAll("[data-listen]").forEach(prepare);
