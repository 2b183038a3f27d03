// The reading settings: what is chosen applies at once, and is remembered.

import { load, save } from "./storage.js"

const panel = /** @type {HTMLElement} */ (document.getElementById("settings"))
/** @type {NodeListOf<HTMLAnchorElement>} */
const terms = document.querySelectorAll("a.term")

/**
 * Terms that are off are words like all others: no link, no stop for the Tab key.
 *
 * @param {boolean} on
 */
function link(on) {
  for (const term of terms) {
    const href = term.dataset.href ??= term.getAttribute("href") ?? ""
    if (on) term.setAttribute("href", href)
    else term.removeAttribute("href")
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function apply(name, value) {
  if (value) document.documentElement.dataset[name] = value
  else delete document.documentElement.dataset[name]
  if (name === "terms") link(value !== "off")
  document.dispatchEvent(new Event("settings"))
}

for (const field of panel.querySelectorAll("input")) {
  const kept = load(field.name) ?? ""
  if (field.type === "radio") field.checked = field.value === kept
  else field.checked = kept !== "off"
}
if (load("terms") === "off") link(false)

panel.addEventListener("change", event => {
  const field = /** @type {HTMLInputElement} */ (event.target)
  const value = field.type === "radio" ? field.value : field.checked ? "" : "off"
  save(field.name, value)
  apply(field.name, value)
})
panel.addEventListener("submit", event => event.preventDefault())
