// 訪問の計画: tells at once what speaks against a change, and says of a visit that it was changed. Without this module the button
// 「変えた内容を確かめる」 does both.

import { preview } from "./preview.js";

function changed(visit) {
  const [day, dwelling, seat] = visit.querySelectorAll("input:not([type=checkbox]), select");
  const chosen = (select) => (select.value ? select.selectedOptions[0].textContent : "");
  const told = [day.value.replaceAll("-", "/"), chosen(dwelling), chosen(seat)].filter(Boolean).join("　");
  visit.querySelector("[data-told]").textContent = told || "ほかの訪問を足す";
  const badge = visit.querySelector("[data-badge]");
  if (badge) badge.textContent = "手で変えた予定";
  visit.querySelector("[data-because]")?.remove();
  // Whoever fills in a visit wants it.
  const take = visit.querySelector("input[type=checkbox]");
  if (day.value && dwelling.value && seat.value) take.checked = true;
}

function watch(form) {
  preview(form);
  form.addEventListener("input", (event) => {
    const visit = event.target.closest(".plan__visit");
    if (visit && event.target.type !== "checkbox") changed(visit);
  });
}

document.querySelectorAll("form[data-preview]").forEach(watch);
