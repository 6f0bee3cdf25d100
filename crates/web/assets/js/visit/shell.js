// The page that opens without reception: lists what this phone keeps, opens it with the code of the letter, and lets go on writing.

import { all, draftOf, supported, unlock } from "./vault.js";
import { restore, showDesk, watch } from "./notes.js";

const status = document.querySelector("[data-shell-status]");
const list = document.querySelector("[data-shell-list]");
const unlocking = document.querySelector("[data-shell-unlock]");
const writing = document.querySelector("[data-shell-write]");

async function write(record, key) {
  const form = writing.querySelector("form");
  restore(form, await draftOf(record, key));
  unlocking.hidden = true;
  list.hidden = true;
  writing.hidden = false;
  status.textContent = "いまは電波が届いていません。書いた内容は、この電話に残ります。";
  const { say } = watch(form, record.visit, key);
  if (record.queue.length > 0) say("まだ送っていません。電波が届いたら、この電話から送ります。");
  form.elements.impressions.focus();
}

function choose(record) {
  showDesk(record.desk);
  list.hidden = true;
  if (!record.wrapped) {
    status.textContent = "この訪問の記録は、電波の届くところで、ご案内のリンクから開いてください。書いた内容は、この電話に暗号にして残っています。";
    return;
  }
  status.textContent = "ご案内のコードを入力すると、続きを書けます。";
  unlocking.hidden = false;
  const field = unlocking.querySelector("input");
  field.focus();
  unlocking.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "開いています…";
    const key = await unlock(record, field.value);
    if (!key) {
      status.textContent = "コードが違うようです。もう一度お確かめください。";
      field.focus();
      return;
    }
    field.value = "";
    await write(record, key);
  });
}

async function start() {
  const records = supported() ? await all() : [];
  const token = location.pathname.split("/")[2];
  const here = records.find((record) => record.token === token);
  if (here) {
    choose(here);
  } else if (records.length === 0) {
    status.textContent = "この電話には、訪問の記録が残っていません。電波の届くところで、ご案内のリンクを開いてください。";
  } else {
    status.textContent = "この電話に残してある訪問の記録です。";
    for (const record of records) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet";
      button.textContent = record.about;
      button.addEventListener("click", () => choose(record));
      item.append(button);
      list.append(item);
    }
  }
}

start();
