"use strict";
(() => {
  const root = document.documentElement;
  // Browsers may refuse storage; then nothing is remembered, and everything else works.
  const remembered = () => { try { return localStorage.getItem("errata.theme"); } catch { return null; } };
  const remember = (theme) => { try { localStorage.setItem("errata.theme", theme); } catch { /* said above */ } };

  // Runs before anything is painted, so that a remembered theme does not flash.
  root.classList.add("js");
  if (/^(dark|light)$/.test(remembered())) root.dataset.theme = remembered();

  function themeSwitch() {
    const button = document.querySelector(".theme");
    const system = matchMedia("(prefers-color-scheme: dark)");
    const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      remember(root.dataset.theme);
      show();
    });
    system.addEventListener("change", show);
    show();
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages that came over plain HTTP from elsewhere have no clipboard of their own.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function copyButtons() {
    document.querySelectorAll("#found .sample:not(:has(.copy))").forEach((sample) => {
      const button = document.createElement("button");
      const label = document.createElement("span");
      label.textContent = "Copy";
      label.setAttribute("role", "status");
      button.type = "button";
      button.className = "copy";
      button.setAttribute("aria-label", "Copy the command");
      button.append(label);
      button.addEventListener("click", async () => {
        await copy(sample.querySelector("code").textContent);
        label.textContent = "Copied";
        setTimeout(() => { label.textContent = "Copy"; }, 2000);
      });
      sample.append(button);
    });
  }

  // The server searches; the script asks it while the reader types, and shows what it found.
  function search() {
    const form = document.querySelector(".search");
    const input = document.getElementById("q");
    let asking = new AbortController();
    const links = () => [...document.querySelectorAll("#found .api tbody th a")];
    const show = async () => {
      const given = [...new FormData(form)]
        .map(([name, value]) => [name, name === "q" ? window.errataAsked(value) : value])
        .filter(([, value]) => value.trim());
      const address = given.length ? "/?" + new URLSearchParams(given) : "/";
      asking.abort();
      asking = new AbortController();
      try {
        const answer = await fetch(address, { signal: asking.signal });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.getElementById("found").replaceWith(page.getElementById("found"));
        document.title = page.title;
        history.replaceState(null, "", address);
        copyButtons();
      } catch { /* a later question has taken its place, or the portal has stopped */ }
    };
    input.addEventListener("input", show);
    form.addEventListener("submit", () => { input.value = window.errataAsked(input.value); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && input.value) {
        event.preventDefault();
        input.value = "";
        show();
      } else if (event.key === "ArrowDown" && links().length) {
        event.preventDefault();
        links()[0].focus();
      }
    });
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
        input.select();
      }
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    themeSwitch();
    copyButtons();
    search();
  });
})();
