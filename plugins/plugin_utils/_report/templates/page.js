// Copyright: openmetadata.sso contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Filters by chips and by a host's name, and copies names. The page says everything without it as well.
"use strict";
window.omSso = (function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const chips = Array.from(document.querySelectorAll(".chip"));
  const filtered = Array.from(document.querySelectorAll(".filtered"));
  const hosts = filtered.filter((each) => each.classList.contains("host"));
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const said = document.getElementById("said");
  const names = new RegExp(data.code, "g");

  function filter() {
    const words = search.value.trim().toLowerCase();
    const wanted = chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.key);
    for (const each of filtered) {
      const has = each.dataset.has.split(" ");
      const fits = wanted.length === 0 || wanted.some((state) => has.includes(state));
      each.hidden = !(fits && (!words || each.dataset.hosts.toLowerCase().includes(words)));
    }
    const count = hosts.filter((row) => !row.hidden).length;
    shown.textContent = count === hosts.length ? hosts.length + " hosts" : count + " of " + hosts.length + " hosts";
  }

  function copy(text, source) {
    const done = () => { said.textContent = "Copied " + text; };
    // Without a secure context, such as a page that a build server shows over http, there is no clipboard.
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done, () => select(source));
    } else {
      select(source);
      if (document.execCommand("copy")) { done(); }
    }
  }

  function select(source) {
    window.getSelection().selectAllChildren(source);
  }

  function addButtons(parent) {
    for (const code of parent.querySelectorAll("code")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy " + code.textContent);
      button.addEventListener("click", () => copy(code.textContent, code));
      code.after(button);
    }
  }

  // Adds a text, in which names are set in a code face and can be copied.
  function mark(target, text) {
    let end = 0;
    for (const match of text.matchAll(names)) {
      const code = document.createElement("code");
      code.textContent = match[0];
      target.append(text.slice(end, match.index), code);
      end = match.index + match[0].length;
    }
    target.append(text.slice(end));
    addButtons(target);
  }

  for (const chip of chips) {
    chip.addEventListener("click", function () {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  search.addEventListener("input", filter);
  for (const each of document.querySelectorAll(".copyable")) { addButtons(each); }
  document.getElementById("tools").hidden = false;
  filter();
  return { data, mark };
}());
