// What a phone keeps of a visit until it is sent (C9). Everything that somebody wrote lies in IndexedDB as AES-256-GCM ciphertext under the
// key of the visit. The key comes from the server with the page and stays in memory; for opening without reception it may be kept wrapped
// under the code of the letter (PBKDF2). What is finished waits in a queue as the very bytes that are sent, so that a worker without any key
// can send it.
//
// A record: { visit, token, about, desk, device, seq, draft, dirty, queue: [{ seq, data }], wrapped, salt, refused, sentAt }. `draft` and `data` are
// Base64 of nonce and ciphertext; `dirty` says that the draft goes beyond what was finished.

const NAME = "engawa-visits";
const STORE = "visits";
const NONCE = 12;
const ROUNDS = 600_000;

const utf8 = new TextEncoder();

export function supported() {
  return Boolean(globalThis.indexedDB && globalThis.crypto?.subtle && globalThis.navigator?.locks);
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "visit" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function ask(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const load = (visit) => ask("readonly", (store) => store.get(visit));
export const all = () => ask("readonly", (store) => store.getAll());
export const forget = (visit) => ask("readwrite", (store) => store.delete(visit));

/** Changes a record; two pages and the worker take turns. One that is not there is begun, unless it is only to be gone on with. */
export function change(visit, work, { begin = true } = {}) {
  return navigator.locks.request(`visit ${visit}`, async () => {
    const known = await load(visit);
    if (!known && !begin) return null;
    const record = known ?? { visit, device: random(), seq: 0, queue: [] };
    const next = (await work(record)) ?? record;
    await ask("readwrite", (store) => store.put(next));
    return next;
  });
}

/** A random word of letters and digits. */
function random() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function bytes(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function base64(data) {
  let text = "";
  for (const byte of new Uint8Array(data)) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The key of a visit from the Base64 that the page brings. It can be wrapped, but no script can read it. */
export function keyOf(text) {
  return crypto.subtle.importKey("raw", bytes(text), "AES-GCM", true, ["encrypt", "decrypt"]);
}

export async function seal(key, place, value) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8.encode(place) }, key, utf8.encode(JSON.stringify(value)));
  return base64(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}

export async function open(key, place, text) {
  const data = bytes(text);
  const way = { name: "AES-GCM", iv: data.slice(0, NONCE), additionalData: utf8.encode(place) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(way, key, data.slice(NONCE))));
}

const draftPlace = (visit) => `${visit}/draft`;

/** Keeps what is being written. */
export async function keepDraft(visit, key, draft) {
  const sealed = await seal(key, draftPlace(visit), draft);
  return change(visit, (record) => ({ ...record, draft: sealed, dirty: true }));
}

/** What was being written; nothing if it cannot be opened. */
export async function draftOf(record, key) {
  if (!record?.draft) return null;
  return open(key, draftPlace(record.visit), record.draft).catch(() => null);
}

/** The code of a letter as people copy it: without blanks, dashes and small letters. */
function plain(code) {
  return code.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "");
}

async function wrapping(code, salt) {
  const secret = await crypto.subtle.importKey("raw", utf8.encode(plain(code)), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(way, secret, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** Keeps the key wrapped under the code, so that the visit opens without reception. */
export async function keepKey(visit, key, code) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const wrapped = await crypto.subtle.wrapKey("raw", key, await wrapping(code, salt), { name: "AES-GCM", iv });
  return change(visit, (record) => ({ ...record, salt: base64(salt), wrapped: base64(new Uint8Array([...iv, ...new Uint8Array(wrapped)])) }));
}

/** The key from the code; nothing if the code is not the one. */
export async function unlock(record, code) {
  const data = bytes(record.wrapped);
  const key = await wrapping(code, bytes(record.salt));
  const way = { name: "AES-GCM", iv: data.slice(0, NONCE) };
  return crypto.subtle.unwrapKey("raw", data.slice(NONCE), key, way, "AES-GCM", true, ["encrypt", "decrypt"]).catch(() => null);
}

/** Puts finished notes into the queue, in their place in the order. */
export function finish(visit, key, notes) {
  return change(visit, async (record) => {
    const seq = record.seq + 1;
    const data = await seal(key, `${visit}/${record.device}/${seq}`, notes);
    return { ...record, seq, dirty: false, refused: null, queue: [...record.queue, { seq, data }] };
  });
}

/** Sends what waits, in order. Says what became of it: "sent", "waiting", "refused" or "gone". */
export async function flush(visit) {
  let told = "sent";
  await change(visit, async (record) => {
    let next = record;
    for (const { seq, data } of record.queue) {
      let answer;
      try {
        answer = await fetch(`/m/${record.token}/visit/notes/sealed`, {
          method: "POST",
          headers: { "Content-Type": "application/json", Accept: "application/json" },
          body: JSON.stringify({ device: record.device, seq, data }),
          credentials: "same-origin",
          redirect: "manual",
        });
      } catch {
        told = "waiting";
        break;
      }
      if (answer.ok) {
        const { at } = await answer.json();
        next = { ...next, queue: next.queue.filter((one) => one.seq !== seq), sentAt: at };
      } else if (answer.status === 410) {
        // The office took the link back, as for a phone that was lost.
        told = "gone";
        break;
      } else if (answer.status === 422) {
        // It will not be taken as it is: the text stays in the draft, and its place in the order is free again.
        const { message } = await answer.json().catch(() => ({}));
        told = "refused";
        next = { ...next, queue: [], seq: seq - 1, dirty: true, refused: message ?? "お預かりできませんでした。" };
        break;
      } else {
        told = "waiting";
        break;
      }
    }
    return next;
  }, { begin: false });
  if (told === "gone") await forget(visit);
  return told;
}

/** The same for every visit of this phone. */
export async function flushAll() {
  const told = [];
  for (const { visit, queue } of await all()) {
    if (queue.length > 0) told.push(await flush(visit));
  }
  return told;
}
