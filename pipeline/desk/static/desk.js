// The desk works without this file. It only spares waiting and mouse ways:
// progress of uploads and of reading, drag and drop, keys between doubtful
// fields, and showing a field's place without loading the page anew.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // The reading of a case: ask now and then, load the page anew when it is done.
  function followReading(box) {
    const text = box.querySelector("p"), bar = box.querySelector("progress");
    const ask = async () => {
      try {
        const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
        if (!answer.ok || !(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("no answer");
        const now = await answer.json();
        if (!now.reading) { location.reload(); return; }
        text.textContent = now.text;
        if (now.pages > 0) { bar.max = now.pages; bar.value = now.done; } else bar.removeAttribute("value");
      } catch { /* the server may be restarting: ask again */ }
      setTimeout(ask, 1200);
    };
    setTimeout(ask, 700);
  }

  // The drop form: files by drag and drop, and how far the upload is.
  function improveDrop(form) {
    const zone = form.querySelector(".dropzone"), input = form.querySelector("input[type=file]");
    const list = form.querySelector(".chosen"), status = form.querySelector(".upload"), button = form.querySelector("button");
    const size = (n) => n < 1048576 ? Math.ceil(n / 1024) + " КБ" : (n / 1048576).toFixed(1).replace(".", ",") + " МБ";
    const showChosen = () => {
      list.replaceChildren(...[...input.files].map((f) => {
        const li = document.createElement("li");
        li.textContent = f.name + ", " + size(f.size);
        return li;
      }));
      list.hidden = input.files.length === 0;
    };
    input.addEventListener("change", showChosen);
    for (const type of ["dragenter", "dragover"]) zone.addEventListener(type, (e) => { e.preventDefault(); zone.classList.add("over"); });
    for (const type of ["dragleave", "drop"]) zone.addEventListener(type, () => zone.classList.remove("over"));
    zone.addEventListener("drop", (e) => { e.preventDefault(); input.files = e.dataTransfer.files; showChosen(); });

    form.addEventListener("submit", (e) => {
      e.preventDefault();
      const request = new XMLHttpRequest(), bar = status.querySelector("progress"), text = status.querySelector("span");
      button.disabled = true;
      status.hidden = false;
      request.upload.addEventListener("progress", (p) => {
        if (!p.lengthComputable) return;
        bar.value = 100 * p.loaded / p.total;
        text.textContent = p.loaded < p.total ? "Передано " + size(p.loaded) + " из " + size(p.total) : "Файлы переданы, проверяется сохранность…";
      });
      request.addEventListener("load", () => {
        if (request.status < 400) { location.assign(request.responseURL); return; }
        const answer = new DOMParser().parseFromString(request.responseText, "text/html").querySelector(".problem");
        fail(answer ? answer.textContent : "Файлы не приняты. Повторите отправку.");
      });
      request.addEventListener("error", () => fail("Связь прервалась, ничего не принято. Отправьте файлы снова."));
      const fail = (message) => {
        button.disabled = false;
        status.hidden = true;
        let p = form.parentNode.querySelector(".problem");
        if (!p) { p = document.createElement("p"); p.className = "problem"; p.setAttribute("role", "alert"); form.before(p); }
        p.textContent = message;
      };
      request.open("POST", form.action);
      request.send(new FormData(form));
    });
  }

  // A field and its box on the page point at each other.
  function joinFieldsAndBoxes() {
    const boxes = new Map(all(".sheet a[data-field]").map((a) => [a.dataset.field, a]));
    const light = (id) => {
      for (const [other, a] of boxes) a.querySelector("rect").classList.toggle("current", other === id);
      const a = boxes.get(id), pane = document.querySelector(".paper");
      if (!a || !pane || pane.scrollHeight <= pane.clientHeight) return;
      const box = a.getBoundingClientRect(), view = pane.getBoundingClientRect();
      if (box.top < view.top || box.bottom > view.bottom) pane.scrollBy({ top: box.top - view.top - view.height / 3 });
    };
    for (const form of all(".field")) form.addEventListener("focusin", () => light(form.id));
    for (const link of all("a[data-show]")) link.addEventListener("click", (e) => {
      const id = (link.closest(".field") || link.closest(".value")?.querySelector(".field"))?.id;
      if (!boxes.has(id)) return;
      e.preventDefault();
      light(id);
      boxes.get(id).scrollIntoView({ block: "center" });
    });
    for (const [id, a] of boxes) a.addEventListener("click", (e) => {
      const form = document.getElementById(id);
      if (!form) return;
      e.preventDefault();
      const fold = form.closest("details.fix");
      if (fold) fold.open = true;
      form.scrollIntoView({ block: "center" });
      form.querySelector("input:not([type=hidden]), select, textarea").focus({ preventScroll: true });
      light(id);
    });
  }

  // j and k go to the next and the previous doubtful field.
  function walkDoubts() {
    const fields = all("#doubts .field");
    if (fields.length === 0) return;
    for (const hint of all(".keys")) hint.hidden = false;
    let at = fields.findIndex((f) => f.classList.contains("current"));
    document.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.altKey || e.metaKey || e.target.matches("input, select, textarea")) return;
      const step = { j: 1, "о": 1, k: -1, "л": -1 }[e.key];
      if (!step) return;
      e.preventDefault();
      at = Math.max(0, Math.min(fields.length - 1, at + step));
      fields[at].scrollIntoView({ block: "center" });
      (fields[at].querySelector("button[value=confirm]") || fields[at].querySelector("button")).focus({ preventScroll: true });
    });
  }

  for (const box of all("[data-progress]")) followReading(box);
  for (const form of all("form[data-drop]")) improveDrop(form);
  joinFieldsAndBoxes();
  walkDoubts();
})();
