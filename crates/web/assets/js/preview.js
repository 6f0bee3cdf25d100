// Shows what comes of a form while it is filled in: asks the server (`data-preview` of the form) and puts its answer into the page
// (`data-preview-target`). What was done is said once by `data-preview-status`. Without it the form's own button does the same.

const IDLE_MS = 300;

export function preview(form) {
  const target = document.querySelector("[data-preview-target]");
  const status = document.querySelector("[data-preview-status]");
  let timer = 0;
  let asked = 0;

  async function show() {
    asked += 1;
    const mine = asked;
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    const answer = await fetch(form.dataset.preview, { method: "POST", body, credentials: "same-origin", redirect: "manual" }).catch(() => null);
    // Only the newest answer counts; when none comes, the page stays as it is and the button still works.
    if (!answer?.ok || mine !== asked) return;
    target.innerHTML = await answer.text();
    status.textContent = status.dataset.previewStatus;
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, IDLE_MS);
  });
  return target;
}
