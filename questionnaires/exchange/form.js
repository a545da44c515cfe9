"use strict";
// The page as it was sent, before anything in the browser touches it; a saved copy differs only in the answers.
const page = document.documentElement.outerHTML;
const block = document.getElementById("headwater-reply");
const sent = JSON.parse(block.textContent);
const form = document.getElementById("answers");
const fields = [...form.elements].filter((field) => field.name);
const state = document.getElementById("state");
const count = document.getElementById("count");
const key = "headwater " + sent.audit + " " + Object.keys(sent.packs).join(" ");
const SINGLE = ["status", "due", "by", "evidence", "comment", "basis", "sample_size"];
let unsaved = false;

// What is typed in, in the shape it is read back in; empty fields leave no trace.
function collect() {
  const reply = { ...sent, by: "", on: "", entries: {} };
  for (const field of fields) {
    const chosen = field.type !== "radio" && field.type !== "checkbox" || field.checked;
    const text = chosen ? field.value : "";
    if (text.trim() === "") continue;
    const [question, name, figure] = field.name.split("|");
    if (question === "file") { reply[name] = text; continue; }
    const entry = reply.entries[question] ??= { answers: {}, figures: {} };
    if (SINGLE.includes(name)) entry[name] = text;
    else if (figure) (entry.figures[name.slice(5)] ??= {})[figure] = text;
    else entry.answers[name.slice(5)] = text;
  }
  return reply;
}

function held(reply, field) {
  const [question, name, figure] = field.name.split("|");
  if (question === "file") return reply[name] ?? "";
  const entry = reply.entries?.[question] ?? {};
  if (SINGLE.includes(name)) return entry[name] ?? "";
  return (figure ? entry.figures?.[name.slice(5)]?.[figure] : entry.answers?.[name.slice(5)]) ?? "";
}

function show(reply) {
  for (const field of fields) {
    const text = held(reply, field);
    if (field.type === "radio" || field.type === "checkbox") field.checked = text !== "" && field.value === text;
    else field.value = text;
    check(field);
  }
  tell();
}

function check(field) {
  if (field.inputMode !== "decimal") return;
  const wrong = field.value.trim() !== "" && !/^\s*\d+(\.\d+)?\s*%?\s*$/.test(field.value);
  field.setAttribute("aria-invalid", String(wrong));
  document.getElementById(field.getAttribute("aria-describedby")).textContent =
    wrong ? "A number such as 12 or 7.5, please; words belong in the last field." : "";
}

function tell() {
  const questions = [...form.querySelectorAll(".question")];
  const begun = Object.keys(collect().entries).length;
  count.textContent = begun + " of " + questions.length + " questions begun";
}

// Unsaved work is kept in this browser until it is saved to a file. Some browsers refuse that for a page from a file.
function keep(reply) {
  try {
    if (reply) localStorage.setItem(key, JSON.stringify(reply)); else localStorage.removeItem(key);
    return true;
  } catch { return false; }
}

function kept() {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function changed(event) {
  unsaved = true;
  check(event.target);
  tell();
  state.textContent = keep(collect())
    ? "Not yet saved to a file; kept in this browser meanwhile."
    : "Not yet saved. This browser keeps nothing: save before you close the page.";
}

// Inside a script element only these characters could be taken for something else than data.
function embedded(reply) {
  return JSON.stringify(reply).replace(/[<>&\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

function save() {
  const start = page.indexOf(">", page.indexOf('id="headwater-reply"')) + 1;
  const end = page.indexOf("<" + "/script>", start);
  const whole = "<!doctype html>\n" + page.slice(0, start) + embedded(collect()) + page.slice(end);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([whole], { type: "text/html" }));
  link.download = form.dataset.file + "-" + new Date().toISOString().slice(0, 10) + ".html";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  unsaved = false;
  keep(null);
  state.textContent = "Saved as " + link.download + ". Open that file to go on, or send it back.";
}

function clear(event) {
  for (const field of event.target.parentElement.querySelectorAll("input")) field.checked = false;
  changed(event);
}

form.addEventListener("input", changed);
form.addEventListener("submit", (event) => event.preventDefault());
for (const button of form.querySelectorAll(".clear")) button.addEventListener("click", clear);
document.getElementById("save").addEventListener("click", save);
document.getElementById("print").addEventListener("click", () => window.print());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
});
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

const earlier = kept();
const notice = document.getElementById("notice");
if (earlier && earlier.audit === sent.audit) {
  show(earlier);
  unsaved = true;
  notice.hidden = false;
  document.getElementById("forget").addEventListener("click", () => {
    keep(null); unsaved = false; notice.hidden = true; show(sent); state.textContent = "";
  });
} else show(sent);
document.getElementById("bar").hidden = false;
