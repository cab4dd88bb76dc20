// Keeps a draft while somebody writes: a few seconds after the last key the form is sent as it stands. The answer holds
// the draft's new version, so that the next save is not taken for a conflict. Without this file the buttons do the same.

const PAUSE = 3000;

export function autosave(form) {
  const state = form.querySelector("[data-autosave-state]");
  let timer;
  let running = Promise.resolve();
  let stopped = false;

  async function send() {
    const data = new FormData(form);
    data.set("do", "autosave");
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (answer.redirected) {
      state.textContent = form.dataset.lost;
    } else if (answer.status === 409) {
      state.textContent = form.dataset.conflict;
      stopped = true;
    } else if ((answer.headers.get("Content-Type") ?? "").includes("json")) {
      const { version, message } = await answer.json();
      if (version) form.elements.base.value = version;
      if (message) state.textContent = message;
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      running = running.then(send, send).catch(() => {});
    }, PAUSE);
  });

  // A save by hand waits for the one under way: otherwise both would be made of the same version.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    stopped = true;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    event.preventDefault();
    form.dataset.sending = "1";
    running.finally(() => {
      const chosen = document.createElement("input");
      chosen.type = "hidden";
      chosen.name = "do";
      chosen.value = event.submitter?.value ?? "save";
      form.append(chosen);
      form.submit();
    });
  });
}
