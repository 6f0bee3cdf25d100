// 公表前確認: shows what comes of a choice while it is made, asks for a reason only where one is needed, and takes selected words
// over into the list of words to hide. Without this module the form's own button does all of it.

import { preview } from "./preview.js";

function watch(form) {
  const target = preview(form);

  function reasons() {
    for (const box of form.querySelectorAll("[data-reason-of]")) {
      box.hidden = form.elements[box.dataset.reasonOf].value !== "keep";
    }
  }

  function selection() {
    const place = form.querySelector("[data-selection]");
    const chosen = () => {
      const range = getSelection();
      const inside = range.anchorNode && target.contains(range.anchorNode);
      return inside ? range.toString().trim().split("\n")[0] : "";
    };
    let words = "";
    document.addEventListener("selectionchange", () => {
      const now = chosen();
      if (now) words = now;
      place.hidden = !words;
      if (words) place.querySelector("button").textContent = `「${words}」を、隠す言葉に加える`;
    });
    place.querySelector("button").addEventListener("click", () => {
      const field = form.elements.marked;
      field.value = [...field.value.split("\n").filter(Boolean), words].join("\n");
      words = "";
      place.hidden = true;
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  form.addEventListener("input", reasons);
  reasons();
  selection();
}

document.querySelectorAll("form[data-preview]").forEach(watch);
