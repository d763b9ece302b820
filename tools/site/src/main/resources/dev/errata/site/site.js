"use strict";
(() => {
  const root = document.documentElement;
  const folder = location.pathname.replace(/[^/]*$/, "");
  // A server that answers for the API says where below itself it keeps the pages; then the API is where they are.
  const served = root.dataset.served;
  const place = (path) => /^http/.test(location.protocol) && folder.endsWith(path + "/")
    ? location.origin + folder.slice(0, -path.length - 1) : null;
  const own = { base: served === undefined ? null : place(served), docs: place(served ?? "/errors") };

  // Browsers may refuse storage; then nothing is remembered, and everything else works.
  const remembered = (store, name) => {
    try { return window[store].getItem("errata." + name); } catch { return null; }
  };
  const remember = (store, name, value) => {
    try {
      if (value) window[store].setItem("errata." + name, value);
      else window[store].removeItem("errata." + name);
    } catch { /* said above */ }
  };

  // Runs before anything is painted, so that a remembered theme does not flash.
  root.classList.add("js");
  const theme = remembered("localStorage", "theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  // What is to be read of code; of two forms of it, one is hidden.
  const shown = (code) => {
    const copy = code.cloneNode(true);
    all("[hidden]", copy).forEach((other) => other.remove());
    return copy.textContent;
  };
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  function themeSwitch() {
    const button = document.querySelector(".theme");
    if (!button) return;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      remember("localStorage", "theme", root.dataset.theme);
      show();
    });
    system.addEventListener("change", show);
    show();
  }

  const squeeze = (text) => text.replace(/\\(["\\/])/g, "$1").replace(/\s+/g, " ").trim().toLowerCase();

  // A placeholder matches anything: the literal parts must follow one another. Answers how many characters agreed.
  function agreement(message, query) {
    const parts = squeeze(message).split(/\{[^{}]+\}/);
    let at = 0;
    let agreed = 0;
    for (let i = 0; i < parts.length; i++) {
      if (!parts[i]) continue;
      const found = query.indexOf(parts[i], i === 0 ? 0 : at + 1);
      if (found < 0) return 0;
      at = found + parts[i].length;
      agreed += parts[i].replace(/[^\p{L}\p{N}]/gu, "").length || 0.5;
    }
    return agreed;
  }

  function judge(entry, asked) {
    const query = squeeze(asked);
    const code = entry.code.toLowerCase();
    const words = new Set(asked.split(/[^A-Za-z0-9_.-]+/));
    const best = { score: 0, why: "" };
    const hit = (score, why = "") => {
      if (score > best.score) Object.assign(best, { score, why });
    };
    const names = [[code, entry.code, ""], ...entry.aliases.map((a) => [a.toLowerCase(), a, "earlier name: " + a])];
    names.forEach(([lower, name, why], i) => {
      if (query === lower) hit(i ? 98 : 100, why);
      else if (words.has(name)) hit(95, why);
      else if (lower.startsWith(query)) hit(i ? 78 : 80, why);
      else if (query.length > 2 && lower.includes(query.replace(/[\s-]+/g, "_"))) hit(48, why);
    });
    for (const message of entry.messages) {
      const agreed = agreement(message, query);
      if (agreed) hit(agreed < 4 ? 25 : 60 + Math.min(15, agreed / 8), message);
      if (query.length > 3 && squeeze(message).includes(query)) hit(45, message);
    }
    if (entry.statuses.some((status) => String(status) === query)) hit(50);
    const title = entry.title.toLowerCase();
    const text = title + " " + entry.cause.toLowerCase() + " " + code.replace(/_/g, " ");
    const tokens = query.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
    if (tokens.length && tokens.every((word) => title.includes(word))) hit(40);
    else if (tokens.length && tokens.every((word) => text.includes(word))) hit(30);
    return best;
  }

  function find(text) {
    const asked = window.errataAsked(text);
    const found = ranked(asked);
    return found.length || asked === text ? found : ranked(text);
  }

  function ranked(asked) {
    return window.errataIndex
      .map((entry, order) => ({ entry, order, ...judge(entry, asked) }))
      .filter((found) => found.score > 0)
      .sort((a, b) => b.score - a.score || a.entry.retired - b.entry.retired || a.order - b.order);
  }

  // A name may be broken where its words are joined.
  function codeName(code) {
    const name = element("span", "hit-code");
    code.split(/(?<=[_.-])/).forEach((piece) => name.append(element("wbr"), piece));
    return name;
  }

  // How many letters must be changed, added or left out.
  function distance(one, other) {
    let row = [...other, ""].map((_, i) => i);
    [...one].forEach((letter, i) => {
      const next = [i + 1];
      [...other].forEach((its, j) => {
        next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (letter === its ? 0 : 1)));
      });
      row = next;
    });
    return row[other.length];
  }

  // The codes whose names are nearest to one that does not exist.
  function alike(name) {
    const asked = name.toLowerCase();
    return window.errataIndex
      .map((entry) => ({ entry, why: "", far: Math.min(
        ...[entry.code, ...entry.aliases].map((known) => distance(asked, known.toLowerCase()))) }))
      .filter(({ far }) => far <= Math.max(2, asked.length / 3))
      .sort((a, b) => a.far - b.far)
      .slice(0, 5);
  }

  function hitItem({ entry, why }) {
    const link = element("a");
    link.href = encodeURIComponent(entry.code) + ".html";
    const head = element("span");
    head.append(codeName(entry.code));
    entry.statuses.forEach((status) =>
      head.append(element("span", "status s" + String(status)[0], String(status)), " "));
    link.append(head, element("span", "hit-title", entry.title + (entry.retired ? " (retired)" : "")));
    link.append(element("span", "hit-why", why || entry.advice.join(", ")));
    const item = element("li");
    item.append(link);
    return item;
  }

  function search() {
    const input = document.getElementById("q");
    if (!input) return;
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
        input.select();
      }
    });
    const results = document.getElementById("results");
    if (!results || !window.errataIndex) return;
    const hits = results.querySelector(".hits");
    const count = results.querySelector(".result-count");
    const tables = document.getElementById("tables");
    const show = () => {
      const asked = input.value.trim().slice(0, 4000);
      const found = asked ? find(asked) : [];
      results.hidden = !asked;
      if (tables) tables.hidden = Boolean(asked);
      if (!tables) results.querySelector("h2").textContent = "Search";
      hits.replaceChildren(...found.map(hitItem));
      count.textContent = !asked ? ""
        : found.length === 0 ? "No code fits. Try fewer words, a status, or the message as you received it."
        : found.length === 1 ? "1 code" : found.length + " codes, the nearest first";
      try {
        history.replaceState(null, "", asked ? "?q=" + encodeURIComponent(asked) : location.pathname);
      } catch { /* the address is a convenience */ }
    };
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      const first = hits.querySelector("a");
      if (event.key === "Escape") {
        input.value = "";
        show();
      } else if (event.key === "ArrowDown" && first) {
        event.preventDefault();
        first.focus();
      }
    });
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = hits.querySelector("a");
      if (first) location.href = first.href;
    });
    const asked = new URLSearchParams(location.search).get("q");
    if (document.querySelector(".absent") && !asked) {
      const name = location.pathname.split("/").filter(Boolean).pop()?.replace(/\.(html|md)$/, "") ?? "";
      const near = alike(name);
      results.hidden = !near.length;
      hits.replaceChildren(...near.map(hitItem));
    }
    if (asked) {
      input.value = asked;
      show();
    }
  }

  function filters() {
    const form = document.querySelector(".filters");
    if (!form) return;
    const status = document.getElementById("by-status");
    const advice = document.getElementById("by-advice");
    const count = form.querySelector(".filter-count");
    const rows = all(".codes tbody tr");
    const has = (words, word) => !word || words.split(" ").includes(word);
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => {
      rows.forEach((row) => {
        row.hidden = !(has(row.dataset.status, status.value) && has(row.dataset.advice, advice.value));
      });
      all(".codes").forEach((section) => {
        section.hidden = !section.querySelector("tbody tr:not([hidden])");
      });
      const shown = rows.filter((row) => !row.hidden).length;
      count.textContent = status.value || advice.value ? shown + " of " + rows.length + " codes" : "";
    });
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages that came over plain HTTP have no clipboard of their own.
      const area = element("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function copyButton(what, source) {
    const button = element("button", "copy");
    const label = element("span", "", "Copy");
    label.setAttribute("role", "status");
    button.type = "button";
    button.setAttribute("aria-label", "Copy " + what);
    button.append(label);
    button.addEventListener("click", async () => {
      await copy(source());
      label.textContent = "Copied";
      setTimeout(() => { label.textContent = "Copy"; }, 2000);
    });
    return button;
  }

  // A shell must hear the calls before it, and the functions that they call.
  function copied(code) {
    if (code.closest(".sample").dataset.language !== "curl") return shown(code);
    const example = code.closest(".example");
    const calls = all(".samples [data-language=curl] code", example);
    return [...all(".helpers code", example), ...calls.slice(0, calls.indexOf(code) + 1)]
      .map(shown).filter((text) => text.trim()).join("\n\n");
  }

  function tabs() {
    const groups = [];
    const choose = (language) => groups.forEach((group) => group(language));
    all(".samples").forEach((box, number) => {
      const samples = all(".sample", box);
      const title = box.parentElement.querySelector(".caption").textContent;
      if (samples.length < 2) {
        box.classList.add("single");
        box.append(copyButton("the request", () => copied(box.querySelector("code"))));
        return;
      }
      const bar = element("div", "tab-bar");
      const list = element("div", "tabs");
      list.setAttribute("role", "tablist");
      list.setAttribute("aria-label", "Request, " + title);
      const buttons = samples.map((sample, i) => {
        const button = element("button", "", sample.dataset.label);
        button.type = "button";
        button.id = "tab-" + number + "-" + i;
        sample.id = "panel-" + number + "-" + i;
        button.setAttribute("role", "tab");
        button.setAttribute("aria-controls", sample.id);
        sample.setAttribute("role", "tabpanel");
        sample.setAttribute("aria-labelledby", button.id);
        button.addEventListener("click", () => {
          choose(sample.dataset.language);
          remember("localStorage", "language", sample.dataset.language);
        });
        list.append(button);
        return button;
      });
      list.addEventListener("keydown", (event) => {
        const at = buttons.indexOf(document.activeElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
        if (at < 0 || to === undefined) return;
        event.preventDefault();
        const next = buttons[(to + buttons.length) % buttons.length];
        next.focus();
        next.click();
      });
      groups.push((language) => {
        const known = samples.some((sample) => sample.dataset.language === language);
        samples.forEach((sample, i) => {
          const on = known ? sample.dataset.language === language : i === 0;
          sample.hidden = !on;
          buttons[i].setAttribute("aria-selected", String(on));
          buttons[i].tabIndex = on ? 0 : -1;
        });
      });
      bar.append(list, copyButton("the request", () => copied(box.querySelector(".sample:not([hidden]) code"))));
      box.prepend(bar);
      box.classList.add("tabbed");
    });
    all(".sample.alone").forEach((sample) =>
      sample.append(copyButton("the response", () => shown(sample.querySelector("code")))));
    choose(remembered("localStorage", "language"));
  }

  // The list beside a page scrolls by itself; the page's own code should be in sight.
  function ownPlace() {
    const own = document.querySelector(".all [aria-current]");
    if (!own) return;
    const list = own.closest(".all");
    const below = own.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
    if (below > 0) list.scrollTop += below + list.clientHeight / 3;
  }

  // What the reader types stays in this tab: it is written into the samples and into the session's storage only.
  function readerValues() {
    for (const [name, address] of Object.entries(own)) {
      if (address) all("[data-var=" + name + "]").forEach((span) => { span.textContent = address; });
    }
    const form = document.querySelector(".reader");
    if (!form) return;
    const fill = (name, typed) => {
      const value = typed.replace(/[\s"'`\\$]/g, "").replace(name === "base" ? /\/+$/ : /$^/, "");
      all("[data-var=" + name + "]").forEach((span) => {
        span.dataset.default ??= span.textContent;
        span.textContent = value || span.dataset.default;
        span.classList.toggle("filled", Boolean(value));
      });
      remember("sessionStorage", folder + name, value);
    };
    const inputs = all("[data-fill]", form);
    if (own.base) inputs[0].placeholder = own.base;
    const controls = form.querySelector("[data-controls]");
    const choose = (on) => {
      if (controls) controls.checked = on;
      all("[data-values]").forEach((text) => { text.hidden = (text.dataset.values === "controls") !== on; });
      all(".helpers").forEach((fold) => { fold.hidden = !shown(fold.querySelector("code")).trim(); });
    };
    // Test controls are for this machine only; elsewhere they are only asked for by who knows that they are there.
    const here = Boolean(own.base) && /^(localhost|127\.|\[::1])/.test(location.hostname);
    const chosen = remembered("sessionStorage", folder + "controls");
    choose(Boolean(controls) && (chosen ? chosen === "on" : here));
    if (controls) {
      controls.addEventListener("change", () => {
        choose(controls.checked);
        remember("sessionStorage", folder + "controls", controls.checked ? "on" : "off");
      });
    }
    inputs.forEach((input) => {
      input.value = remembered("sessionStorage", folder + input.dataset.fill) || "";
      input.addEventListener("input", () => {
        fill(input.dataset.fill, input.value);
        // Who has a key has values of their own.
        if (input.dataset.fill === "key") choose(false);
      });
      if (input.value) fill(input.dataset.fill, input.value);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => inputs.forEach((input) => fill(input.dataset.fill, "")));
    form.hidden = false;
  }

  document.addEventListener("DOMContentLoaded", () => {
    themeSwitch();
    search();
    filters();
    tabs();
    readerValues();
    ownPlace();
  });
  addEventListener("beforeprint", () => all("details").forEach((fold) => { fold.open = true; }));
})();
