// The list of texts, narrowed to those that have every word that is typed, and the author and the kind
// that are chosen. What can be chosen is what the lists by author and by kind have.

import { element, words } from "./element.js"

const field = /** @type {HTMLInputElement} */ (document.getElementById("filter"))
const status = /** @type {HTMLElement} */ (document.getElementById("filtered"))
const form = /** @type {HTMLFormElement} */ (field.form)
/** @type {NodeListOf<HTMLElement>} */
const groups = document.querySelectorAll(".filtered")
const items = [...groups].flatMap(group => [...group.querySelectorAll("li")])

/** Each choice with the addresses of the texts of each of its options, after the first, which is for all. */
const choices = [...form.querySelectorAll("select")].map(choice => {
  const list = document.querySelector(`#${choice.dataset.groups} + dl`)
  const names = [...list?.querySelectorAll("dt") ?? []]
  choice.append(...names.map(name =>
    element("option", { lang: name.querySelector("[lang]")?.getAttribute("lang") ?? undefined }, words(name))))
  const texts = names.map(name => new Set([...name.nextElementSibling?.querySelectorAll("a") ?? []].map(link => link.href)))
  return { choice, texts }
})

function narrow() {
  const typed = field.value.toLowerCase().split(/\s+/).filter(Boolean)
  const chosen = choices.flatMap(({ choice, texts }) => texts[choice.selectedIndex - 1] ?? [])
  for (const item of items) {
    const text = item.textContent.toLowerCase()
    const address = item.querySelector("a")?.href ?? ""
    item.hidden = !(typed.every(word => text.includes(word)) && chosen.every(texts => texts.has(address)))
  }
  for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])")
  const narrowed = typed.length > 0 || chosen.length > 0
  status.textContent = narrowed ? `${items.filter(item => !item.hidden).length} of ${items.length} texts` : ""
}

form.addEventListener("submit", event => event.preventDefault())
form.addEventListener("input", narrow)
narrow()
