// Saves a form while it is written: <form data-autosave="/address"> with an element [data-autosave-status] (aria-live).
//
// Two seconds after the last key the form goes to the address. Until the server has acknowledged it, a copy stays in
// localStorage; when the page is opened again with an unacknowledged copy, the reader is offered to take it back.
// The server answers 2xx, if it likes with JSON {"version": "…"} for the field named version, or 409 when somebody else
// has changed the text in the meantime: then nothing more is sent and the form's own button shows both versions.

const IDLE_MS = 2000;
const RETRY_MS = 10_000;
/** Never kept in the browser: the tokens of this page, secrets, and files, which cannot be kept. */
const PAGE_ONLY = new Set(["csrf", "version"]);

function mayBeKept(field) {
  return field.name && !PAGE_ONLY.has(field.name) && field.type !== "password" && field.type !== "file";
}

/** The form as pairs of strings, in order. */
function pairs(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

function kept(form) {
  const names = new Set([...form.elements].filter(mayBeKept).map((field) => field.name));
  return JSON.stringify(pairs(form).filter(([name]) => names.has(name)));
}

/** Writes kept pairs back into the fields of the form. */
function restore(form, saved) {
  const values = new Map();
  for (const [name, value] of saved) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!mayBeKept(field)) continue;
    const own = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = own.includes(field.value);
    else if (own.length > 0) field.value = own.shift();
  }
}

function read(key) {
  try {
    const saved = JSON.parse(localStorage.getItem(key));
    return Array.isArray(saved) ? saved : null;
  } catch {
    return null;
  }
}

/** A full or forbidden store must not stop the saving on the server. */
function keep(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    return;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    return;
  }
}

function watch(form) {
  const address = form.dataset.autosave;
  const key = `autosave:${address}`;
  const status = form.querySelector("[data-autosave-status]");
  const say = (text) => {
    if (status) status.textContent = text;
  };
  let acknowledged = kept(form);
  let timer = 0;
  let sending = false;
  let stopped = false;

  function schedule(delay) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(send, delay);
  }

  async function send() {
    const now = kept(form);
    if (sending || now === acknowledged) return;
    sending = true;
    say("保存しています…");
    const next = await post(now);
    sending = false;
    if (next !== undefined && kept(form) !== acknowledged) schedule(next);
  }

  /** Sends once; returns after how many milliseconds to try again, or undefined when only the person can go on. */
  async function post(now) {
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        body: new URLSearchParams(pairs(form)),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
      });
    } catch {
      say("つながりません。書いた内容はこの端末に残っています。つながりしだい保存します。");
      return RETRY_MS;
    }
    if (answer.ok) {
      await acknowledge(answer, now);
      return IDLE_MS;
    }
    if (answer.status >= 500 || answer.status === 429) {
      say("今は保存できません。書いた内容はこの端末に残っています。少し待ってからもう一度保存します。");
      return RETRY_MS;
    }
    if (answer.status === 409) {
      stopped = true;
      say("ほかの人が先に変更しました。自動保存を止めました。「保存」を押すと両方の文を見比べられます。");
    } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      say("サインインの期限が切れました。書いた内容はこの端末に残っています。別の画面でサインインしてから続けてください。");
    } else {
      say("このままでは保存できません。「保存」を押すと理由が表示されます。");
    }
    return undefined;
  }

  async function acknowledge(answer, sent) {
    acknowledged = sent;
    if (kept(form) === sent) forget(key);
    const type = answer.headers.get("Content-Type") ?? "";
    const body = type.includes("json") ? await answer.json().catch(() => ({})) : {};
    if (body.version !== undefined && form.elements.version) form.elements.version.value = body.version;
    const time = new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
    say(`${time} に保存しました。`);
  }

  function offer(saved) {
    const box = document.createElement("p");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = "書きかけを戻す";
    button.addEventListener("click", () => {
      restore(form, saved);
      box.remove();
      say("書きかけを戻しました。");
      schedule(IDLE_MS);
    });
    box.append("この端末に、まだ保存されていない書きかけがあります。", button);
    form.prepend(box);
  }

  const saved = read(key);
  if (saved && JSON.stringify(saved) !== acknowledged) offer(saved);
  else forget(key);

  form.addEventListener("input", () => {
    keep(key, kept(form));
    schedule(IDLE_MS);
  });
  // The form's own button saves too; its page says whether that worked. The copy stays until this page is opened again
  // and shows the same text, or until signing out clears the storage of the site.
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("online", () => schedule(0));
}

document.querySelectorAll("form[data-autosave]").forEach(watch);
