// The list of texts, narrowed to those that have every word that is typed.

const field = /** @type {HTMLInputElement} */ (document.getElementById("filter"))
const status = /** @type {HTMLElement} */ (document.getElementById("filtered"))
/** @type {NodeListOf<HTMLElement>} */
const groups = document.querySelectorAll(".filtered")
const items = [...groups].flatMap(group => [...group.querySelectorAll("li")])

function narrow() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
  for (const item of items) {
    const text = item.textContent.toLowerCase()
    item.hidden = !words.every(word => text.includes(word))
  }
  for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])")
  status.textContent = words.length ? `${items.filter(item => !item.hidden).length} of ${items.length} texts` : ""
}

field.form?.addEventListener("submit", event => event.preventDefault())
field.addEventListener("input", narrow)
narrow()
