// Copyright: openmetadata.sso contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows why a cell is as it is, and sorts. The page says everything without it as well, in its lower part.
"use strict";
(function () {
  const { data, mark } = window.omSso;
  const table = document.getElementById("matrix");
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const rows = Array.from(body.rows);
  const detail = document.getElementById("detail");
  const order = data.order;
  let pressed = null;

  function put(id, text) {
    const target = document.getElementById(id);
    target.textContent = text;
    return target;
  }

  function state(row, column) {
    return row.cells[column].firstElementChild.className;
  }

  function close() {
    if (!pressed) { return; }
    const button = pressed;
    pressed = null;
    button.setAttribute("aria-pressed", "false");
    detail.classList.add("empty");
    document.getElementById("filled").hidden = true;
    document.getElementById("hint").hidden = false;
    button.focus();
  }

  function open(button) {
    if (pressed) { pressed.setAttribute("aria-pressed", "false"); }
    pressed = button;
    button.setAttribute("aria-pressed", "true");
    const row = button.closest("tr");
    const column = button.parentElement.cellIndex;
    const head = heads[column].firstElementChild;
    const cell = data.rows[Number(row.dataset.row)][column - 1];
    const tag = put("state", data.states[button.className]);
    tag.className = "tag " + button.className;
    put("where", row.cells[0].firstElementChild.textContent);
    put("check", head.dataset.id + " " + head.dataset.title).href = head.dataset.page;
    put("evidence", cell[0]);
    mark(put("fix", ""), cell[1]);
    document.getElementById("fix").parentElement.hidden = !cell[1];
    put("fix-word", button.className === "unknown" ? "What would let it be seen" : "Fix");
    put("why", head.dataset.why);
    put("how", head.dataset.how);
    detail.classList.remove("empty");
    document.getElementById("hint").hidden = true;
    document.getElementById("filled").hidden = false;
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function sort(column) {
    const turned = heads[column].getAttribute("aria-sort") === "ascending";
    for (const head of heads) { head.removeAttribute("aria-sort"); }
    heads[column].setAttribute("aria-sort", turned ? "descending" : "ascending");
    const name = (row) => row.cells[0].firstElementChild.textContent;
    const key = column === 0 ? name : (row) => order.indexOf(state(row, column));
    const sorted = rows.slice().sort(function (one, other) {
      const left = key(one);
      const right = key(other);
      if (left === right) { return Number(one.dataset.row) - Number(other.dataset.row); }
      const less = column === 0 ? left.localeCompare(right, "en", { numeric: true }) : left - right;
      return turned ? -less : less;
    });
    body.append(...sorted);
  }

  function move(button, event) {
    const row = button.closest("tr");
    const column = button.parentElement.cellIndex;
    let target = null;
    if (event.key === "ArrowRight") { target = row.cells[column + 1]; }
    if (event.key === "ArrowLeft" && column > 1) { target = row.cells[column - 1]; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
      let next = row[step];
      while (next && next.hidden) { next = next[step]; }
      target = next && next.cells[column];
    }
    if (target) {
      event.preventDefault();
      button.tabIndex = -1;
      target.firstElementChild.tabIndex = 0;
      target.firstElementChild.focus();
    }
  }

  body.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (button) { open(button); }
  });
  body.addEventListener("keydown", function (event) {
    const button = event.target.closest("button");
    if (button) { move(button, event); }
  });
  table.tHead.addEventListener("click", function (event) {
    const head = event.target.closest("th");
    if (head) { sort(head.cellIndex); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { close(); }
  });
  document.getElementById("close").addEventListener("click", close);
  // One stop for the tabulator a row; arrows lead further.
  for (const row of rows) {
    for (let column = 2; column < row.cells.length; column += 1) { row.cells[column].firstElementChild.tabIndex = -1; }
  }
}());
