// The page on which a visitor writes: keeps every word on the phone while it is written, sends what is finished once there is reception, and
// always says which of the two it is. Without this module, or where the browser lacks what it needs, the form is sent as any other.

import { change, draftOf, finish, flush, keepDraft, keepKey, keyOf, load, supported } from "./vault.js";

const IDLE_MS = 400;
const RETRY_MS = 20_000;
/** Fields of the form that are no notes. */
const PAGE_ONLY = new Set(["csrf", "seq"]);

const own = (name) => document.querySelector(`[data-own-notes="${name}"] textarea`);

function written(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => !PAGE_ONLY.has(name) && typeof value === "string");
  return { fields, own: own("own").value, abuse: own("abuse").value };
}

/** Puts a draft back into the fields; without one they are empty. */
export function restore(form, draft) {
  const values = new Map(draft?.fields ?? []);
  for (const field of form.elements) {
    if (!field.name || PAGE_ONLY.has(field.name)) continue;
    if (field.type === "radio") field.checked = values.get(field.name) === field.value;
    else field.value = values.get(field.name) ?? "";
    if (field.value && field.closest("details") && field.type !== "radio") field.closest("details").open = true;
  }
  own("own").value = draft?.own ?? "";
  own("abuse").value = draft?.abuse ?? "";
}

/** The notes in the words of the server. */
function notesOf(form) {
  const value = (name) => form.elements[name]?.value ?? "";
  const answers = {};
  for (const field of form.elements) {
    if (field.name?.startsWith("answer-") && field.value.trim()) answers[field.name.slice("answer-".length)] = field.value;
  }
  return { day: value("day"), mode: value("mode"), impressions: value("impressions"), answers, to_office: value("to_office"), to_meeting: value("to_meeting") };
}

/** Lets a form write into the vault. `key` is that of the visit. */
export function watch(form, visit, key, { touched = false } = {}) {
  const status = document.querySelector("[data-notes-status]");
  let timer = 0;
  let kept = touched ? "" : JSON.stringify(written(form));
  let gone = false;
  const say = (text) => {
    status.hidden = false;
    status.textContent = text;
  };

  async function keep() {
    clearTimeout(timer);
    const now = written(form);
    if (gone || JSON.stringify(now) === kept) return;
    await keepDraft(visit, key, now);
    kept = JSON.stringify(now);
  }

  async function send() {
    const told = await flush(visit);
    const record = await load(visit);
    if (told === "gone") {
      gone = true;
      say("このご案内は使えなくなりました。この電話に残っていた内容は消しました。事業所にお電話ください。");
    } else if (told === "refused") {
      say(`${record.refused}　書いた内容は、この電話に残っています。`);
    } else if (told === "waiting") {
      say("まだ送っていません。電波が届いたら、この電話から送ります。書いた内容は、この電話に残っています。");
      setTimeout(() => { if (navigator.onLine) send(); }, RETRY_MS);
    } else if (record?.sentAt) {
      say(`送りました　${record.sentAt}`);
    }
  }

  for (const box of document.querySelectorAll("[data-own-notes]")) box.hidden = false;
  for (const paper of document.querySelectorAll("[data-own-paper]")) paper.hidden = true;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      await keep();
      if (!gone) say("この電話に保存しました。まだ送っていません。");
    }, IDLE_MS);
  };
  form.addEventListener("input", changed);
  own("abuse").addEventListener("input", () => keep());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const notes = notesOf(form);
    if (!notes.day || !notes.mode) {
      say("訪問した日と、訪問の方法を選んでください。");
      form.elements.day.focus();
      return;
    }
    await keep();
    await finish(visit, key, notes);
    // Where the browser can, it sends by itself later, also when this page is closed.
    const worker = await navigator.serviceWorker?.ready.catch(() => null);
    await worker?.sync?.register("visit-notes").catch(() => {});
    await send();
    status.scrollIntoView({ block: "center" });
  });
  window.addEventListener("online", () => send());
  // A page that is hidden may be closed at any moment.
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
  return { send, say };
}

/** Where abuse is reported, as the page shows it: what the page without reception shows in its place. */
function deskOf() {
  const place = document.querySelector("[data-desk]");
  const numbers = [...place.querySelectorAll('a[href^="tel:"]')].map((link) => ({ href: link.getAttribute("href"), text: link.textContent }));
  return numbers.length === 0 ? null : { name: place.querySelector("strong").textContent, numbers };
}

/** Shows a desk that was kept, instead of what the page says for any place. */
export function showDesk(desk) {
  if (!desk) return;
  const place = document.querySelector("[data-desk]");
  const name = document.createElement("strong");
  name.textContent = desk.name;
  const heading = document.createElement("p");
  heading.append(name);
  const list = document.createElement("div");
  list.className = "actions";
  for (const { href, text } of desk.numbers) {
    const link = document.createElement("a");
    link.className = "button";
    link.href = href;
    link.textContent = text;
    list.append(link);
  }
  place.replaceChildren(heading, list);
}

async function start(form) {
  const { visit, about } = form.dataset;
  const token = location.pathname.split("/")[2];
  const key = await keyOf(form.dataset.key);
  delete form.dataset.key;
  form.removeAttribute("data-key");
  const record = await change(visit, (known) => ({ ...known, token, about, desk: deskOf() }));
  const draft = await draftOf(record, key);
  const touched = [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  if (draft && !touched) restore(form, draft);
  const { send, say } = watch(form, visit, key, { touched });
  if (record.queue.length > 0) await send();
  else if (record.dirty) say("この電話に残してある続きから書けます。まだ送っていません。");
  else if (record.sentAt) say(`送りました　${record.sentAt}`);
  // Whoever was faster than this module is not forgotten.
  if (touched) form.dispatchEvent(new Event("input"));
  keeping(visit, key, record);
}

/** Lets the visit open without reception, with the code of the letter. */
function keeping(visit, key, record) {
  const place = document.querySelector("[data-keep]");
  if (!navigator.serviceWorker) return;
  place.hidden = false;
  const kept = place.querySelector("[data-kept]");
  const form = place.querySelector("[data-keep-form]");
  const show = () => {
    kept.hidden = false;
    form.hidden = true;
  };
  if (record.wrapped) show();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = form.querySelector("input");
    if (field.value.replace(/[^0-9A-Za-z０-９Ａ-Ｚａ-ｚ]/g, "").length < 10) {
      field.focus();
      return;
    }
    await keepKey(visit, key, field.value);
    field.value = "";
    show();
  });
}

const form = document.querySelector("form[data-notes][data-key]");
if (form && supported()) {
  start(form);
  navigator.serviceWorker?.register("/m/worker.js", { scope: "/m/", type: "module" }).catch(() => {});
} else if (form) {
  const status = document.querySelector("[data-notes-status]");
  status.hidden = false;
  status.textContent = "お使いのブラウザーでは、電波の届かないところでは書けません。電波の届くところで書いて、送ってください。";
}
