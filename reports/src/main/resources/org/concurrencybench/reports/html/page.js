// Everything can be read without this script: it only sorts tables, filters the matrix and unfolds what is printed.
"use strict";
(function () {
  function key(row, column) {
    var cell = row.cells[column];
    var text = cell.dataset.sort || cell.textContent.trim();
    var number = Number.parseFloat(text);
    return Number.isNaN(number) ? text : number;
  }
  function sort(table, column, header) {
    var ascending = header.getAttribute("aria-sort") !== "ascending";
    table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    var body = table.tBodies[0];
    Array.from(body.rows).sort(function (one, other) {
      var a = key(one, column);
      var b = key(other, column);
      var order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
      return ascending ? order : -order;
    }).forEach(function (row) { body.appendChild(row); });
  }
  document.querySelectorAll("table.sortable").forEach(function (table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (header, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = header.textContent;
      button.title = "Sort by this column";
      header.replaceChildren(button);
      button.addEventListener("click", function () { sort(table, column, header); });
    });
  });
  // What is folded is printed all the same.
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (part) { part.open = false; });
    folded = [];
  });
  var matrix = document.querySelector("table.matrix");
  if (matrix && matrix.tBodies[0].rows.length > 3) {
    var label = document.createElement("label");
    label.className = "filter";
    var input = document.createElement("input");
    input.type = "search";
    label.append("Filter workloads", input);
    input.addEventListener("input", function () {
      Array.from(matrix.tBodies[0].rows).forEach(function (row) {
        row.hidden = !row.cells[0].textContent.toLowerCase().includes(input.value.toLowerCase());
      });
    });
    matrix.parentElement.before(label);
  }
})();
