"use strict";
const D = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const sizes = Object.keys(D.steps);
const worded = (key, n, count) => D.words[key].replace("{n}", n).replace("{count}", count);
let size = sizes.includes("unit") ? "unit" : sizes[0], index = 0;
const solved = new Set();

const made = [];
function math(n) {
  return made[n] ??= D.formulas[n].map((part) => typeof part === "number" ? math(part) : part).join("");
}
function lines(rows) {
  return rows.map((row) => `<div class="line">${row.map((n) => `<math>${math(n)}</math>`).join(" ")}</div>`).join("");
}
function escaped(text) {
  const node = document.createElement("span");
  node.textContent = text;
  return node.innerHTML;
}
function blank(step, n = index) {
  return D.blanks.includes(step.phase) && step.result !== undefined && !solved.has(n);
}

function value(step, kind, layer, unit) {
  const [z, a, delta] = D.values[step.values], counts = D.counts[step.known];
  if (unit > counts[kind][layer - 1]) return "—";
  if (blank(step) && (step.units || []).some(([l, u]) => l === layer && u === unit)
      && kind === (step.phase === "forward" ? 0 : 2)) return "?";
  return [z, a, delta][kind][layer - 1][unit - 1];
}
function unitLines(step, layer, unit) {
  if (layer === 1) return ["", "a = " + value(step, 1, 1, unit), ""];
  const squeezed = step.phase === "forward" && blank(step) && value(step, 0, layer, unit) === "?";
  const out = ["z = " + value(step, 0, layer, unit),
    "a = " + (squeezed ? "?" : value(step, 1, layer, unit))];
  const back = ["output-delta", "hidden-delta", "accumulate", "gradient", "update"];
  out.push(back.includes(step.phase) ? "δ = " + value(step, 2, layer, unit) : "");
  return out;
}
function fillUnit(group, texts) {
  ["v1", "v2", "v3"].forEach((name, n) => { group.querySelector("." + name).textContent = texts[n]; });
}
function drawGraph(step) {
  const svg = $("graph"), now = new Set((step.units || []).map(([l, u]) => `${l}-${u}`));
  const drawn = (l, u) => $(`u${l}-${u}`);
  svg.querySelectorAll(".unit").forEach((g) => g.classList.remove("now"));
  D.layers.forEach((count, n) => {
    const layer = n + 1, gap = $(`u${layer}-gap`);
    for (let unit = 1; unit <= count; unit++) {
      const group = drawn(layer, unit), lit = now.has(`${layer}-${unit}`);
      if (group) { fillUnit(group, unitLines(step, layer, unit)); group.classList.toggle("now", lit); }
      else if (lit && gap && now.size < count) {
        fillUnit(gap, unitLines(step, layer, unit)); gap.classList.add("now");
        gap.querySelector(".name").textContent = worded("unit", unit);
      }
    }
  });
  const targets = D.values[step.values][3];
  targets.forEach((y, n) => { const at = $(`y${n + 1}`); if (at) at.textContent = " = " + y; });
  svg.querySelectorAll(".edge.lit").forEach((e) => { e.classList.remove("lit"); e.style.removeProperty("--c"); });
  svg.setAttribute("aria-label", graphWords(step));
  svg.classList.toggle("dim", Boolean(step.lit));
  for (const [layer, to, from, , colours] of step.lit || []) {
    const tos = to === null ? range(1, D.layers[layer]) : [to];
    const froms = from === null ? range(0, D.layers[layer - 1]) : [from];
    for (const t of tos) for (const f of froms) {
      const edge = $(`e${layer}-${t}-${f}`);
      if (!edge) continue;
      edge.classList.add("lit");
      const n = from === null ? f : to === null ? t - 1 : 0;
      const colour = colours ? colours[Math.min(n, colours.length - 1)] : null;
      if (colour !== null && colour !== undefined) edge.style.setProperty("--c", `var(--t${colour % 12})`);
    }
  }
}
function graphWords(step) {
  // What the picture shows, for those who hear it.
  return D.layers.map((count, n) => worded("layer", n + 1) + ": " + range(1, count).filter((unit) => $(`u${n + 1}-${unit}`))
    .map((unit) => worded("unit", unit) + " " + unitLines(step, n + 1, unit).filter(Boolean).join(", ")).join("; ")).join(". ");
}
function range(first, last) { return Array.from({length: last - first + 1}, (_, n) => first + n); }

function barCell(bar) {
  const start = bar < 0 ? `margin-left:${50 - Math.abs(bar) * 50}%` : "";
  const inner = bar ? `<i class="${bar < 0 ? "minus" : "plus"}" style="width:${Math.abs(bar) * 50}%;${start}"></i>` : "";
  return `<td class="bar">${inner}</td>`;
}
function termRows(step) {
  const rows = (step.terms || []).map(([symbol, weight, val, product, bar, colour]) =>
    `<tr><td class="t${colour}"><math>${math(symbol)}</math></td><td>${weight}</td><td>${val}</td><td>${product}</td>`
    + `${barCell(bar)}</tr>`);
  if (step.more) rows.push(`<tr><td colspan="5">${worded("more", step.more)}</td></tr>`);
  for (const [name, number, bar] of step.sums || []) {
    rows.push(`<tr class="sum"><td colspan="3">${D.texts[name]}</td><td>${number}</td>${barCell(bar)}</tr>`);
  }
  return rows.join("");
}

function show() {
  const steps = D.steps[size], step = steps[index], hidden = blank(step);
  $("pass").textContent = D.passes[step.pass]; $("pass").className = step.pass;
  $("where").textContent = D.texts[step.where];
  $("title").textContent = D.texts[step.title];
  $("says").textContent = D.texts[step.says];
  $("formula").innerHTML = lines(step.formula);
  $("numbers").innerHTML = hidden ? "" : lines(step.numbers);
  for (const card of [$("formula"), $("numbers")]) card.classList.toggle("wide", card.scrollWidth > card.clientWidth);
  const rows = termRows(hidden ? {...step, sums: []} : step);
  $("terms").querySelector("tbody").innerHTML = rows;
  $("terms").hidden = !rows;
  $("note").textContent = step.note === undefined ? "" : D.texts[step.note];
  $("check").textContent = step.check === undefined || hidden ? "" : D.texts[step.check];
  $("blank").hidden = !hidden;
  $("answer").value = $("verdict").textContent = "";
  if (hidden) $("question").textContent = D.texts[step.symbol] + " = ";
  $("slider").max = steps.length - 1; $("slider").value = index;
  $("slider").setAttribute("aria-valuetext", worded("place_said", index + 1, steps.length));
  $("count").textContent = worded("place", index + 1, steps.length);
  $("first").disabled = $("back").disabled = index === 0;
  $("next").disabled = $("last").disabled = index === steps.length - 1;
  $("said").textContent = `${D.texts[step.title]}. ${D.texts[step.says]}`;
  drawGraph(step);
  history.replaceState(null, "", `#${size}-${index + 1}`);
}
function go(to) {
  index = Math.max(0, Math.min(to, D.steps[size].length - 1));
  show();
}
function resize(to) {
  // The step that holds the moment at which the one on screen ends.
  const at = D.steps[size][index].at;
  size = to;
  go(D.steps[size].findIndex((step) => step.at >= at));
}
function listAll() {
  $("list").innerHTML = D.steps[size].map((step, n) => {
    const open = blank(step, n);
    const numbers = open ? `<div class="line">${D.texts[step.symbol]} = <span class="gap"></span></div>` : lines(step.numbers);
    const rows = open ? "" : termRows(step);
    return `<article data-step="${n + 1}"><p class="where">${n + 1} · ${D.passes[step.pass]} · ${D.texts[step.where]}</p>`
    + `<h2>${escaped(D.texts[step.title])}</h2><p>${escaped(D.texts[step.says])}</p>`
    + `<div class="card formula">${lines(step.formula)}</div><div class="card numbers">${numbers}</div>`
    + (rows ? `<table class="rows"><tbody>${rows}</tbody></table>` : "")
    + (step.check === undefined || open ? "" : `<p class="note">${escaped(D.texts[step.check])}</p>`) + "</article>";
  }).join("");
}
function number(text) {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  const parts = plain.split("/");
  if (!parts.every((part) => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(part.trim())) || parts.length > 2) return null;
  return parts.length === 2 ? parts[0] / parts[1] : Number(plain);
}
function tolerance(text) {
  const [mantissa, exponent] = text.trim().toLowerCase().replace(",", ".").split("e");
  const digits = text.includes("/") ? 6 : (mantissa.split(".")[1] || "").length;
  return 0.5001 * 10 ** (Number(exponent || 0) - digits);
}
$("blank").addEventListener("submit", (event) => {
  event.preventDefault();
  const step = D.steps[size][index], text = $("answer").value, given = number(text);
  if (given === null) { $("verdict").textContent = worded("no_number"); return; }
  const off = Math.abs(given - step.result);
  if (off <= tolerance(text)) { solved.add(index); show(); $("said").textContent = worded("right"); }
  else if (Math.abs(given + step.result) <= tolerance(text)) $("verdict").textContent = worded("sign");
  else $("verdict").textContent = worded("wrong");
});
$("reveal").addEventListener("click", () => { solved.add(index); show(); });
$("first").onclick = () => go(0);
$("back").onclick = () => go(index - 1);
$("next").onclick = () => go(index + 1);
$("last").onclick = () => go(Infinity);
$("slider").oninput = () => go(Number($("slider").value));
$("size").onchange = () => resize($("size").value);
$("all").onclick = () => {
  const open = $("list").hidden;
  if (open) listAll();
  $("list").hidden = !open;
  $("all").setAttribute("aria-expanded", open);
  if (open) $("list").scrollIntoView();
};
function theme(dark) {
  document.documentElement.className = dark ? "dark" : "light";
  $("theme").textContent = worded(dark ? "light" : "dark");
}
$("theme").onclick = () => theme(!document.documentElement.classList.contains("dark"));
document.addEventListener("keydown", (event) => {
  if (/^(INPUT|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.altKey || event.metaKey) return;
  const move = {ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1}[event.key];
  if (move) go(index + move);
  else if (event.key === "Home") go(0);
  else if (event.key === "End") go(Infinity);
  else return;
  event.preventDefault();
});
// A finger that pans a long formula, or one of two that zoom, turns no page.
let start = null;
$("stage").addEventListener("touchstart", (e) => {
  start = e.touches.length > 1 || e.target.closest(".wide") ? null : e.touches[0];
}, {passive: true});
$("stage").addEventListener("touchend", (e) => {
  if (!start) return;
  const dx = e.changedTouches[0].clientX - start.clientX, dy = e.changedTouches[0].clientY - start.clientY;
  start = null;
  if (Math.abs(dx) > 50 && Math.abs(dx) > 2 * Math.abs(dy)) go(index + (dx < 0 ? 1 : -1));
}, {passive: true});
addEventListener("beforeprint", listAll);
$("size").closest("label").hidden = sizes.length === 1;
$("size").innerHTML = sizes.map((name) => `<option value="${name}">${D.sizes[name]}</option>`).join("");
theme(matchMedia("(prefers-color-scheme: dark)").matches);
const [asked, place] = location.hash.slice(1).split("-");
if (sizes.includes(asked)) size = asked;
$("size").value = size;
if (place === "all") { show(); listAll(); $("list").hidden = false; } else go((Number(place) || 1) - 1);
