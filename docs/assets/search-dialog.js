// The search as a dialog, on every page. Loaded when someone searches, not before.

import { element } from "./element.js"
import { EMPTY, toAddress } from "./query.js"
import { absolute, preload } from "./search.js"
import { debounce, renderer } from "./search-view.js"
import { load, save } from "./storage.js"

/** @type {ReturnType<typeof makeDialog> | null} */
let dialog = null

/** Opens the dialog, with what was typed before it was there; it gives the focus back at its end. */
export function open(typed = "") {
  dialog ??= makeDialog()
  const { box, input } = dialog
  if (!box.open) box.showModal()
  if (typed) input.value = typed
  input.select()
  if (typed) input.setSelectionRange(typed.length, typed.length)
  input.dispatchEvent(new Event("input"))
}

function makeDialog() {
  const input = element("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false" })
  const status = element("p", { class: "number", role: "status" })
  const list = element("ol", { class: "plain" })
  const all = element("a", { href: absolute("search/") }, "All results, with filters")
  const slash = element("input", { type: "checkbox", id: "slash" })
  slash.checked = load("slash") !== "off"
  slash.addEventListener("change", () => save("slash", slash.checked ? "on" : "off"))
  const close = element("button", { type: "button" }, "Close")
  const box = element("dialog", { class: "search-box", "aria-label": "Search" },
    element("form", { method: "dialog", class: "search-line" },
      element("label", { for: "find" }, "Search"), input, close),
    status, list,
    element("p", { class: "search-foot" },
      all, element("label", { for: "slash" }, slash, " Press / to open search")))
  const show = renderer(list, status, 40)
  const update = debounce(() => {
    const query = { ...EMPTY, q: input.value }
    all.href = absolute(`search/${toAddress(query)}`)
    show(query, 8)
  })
  input.addEventListener("input", () => {
    preload(input.value)
    update()
  })
  close.addEventListener("click", () => box.close())
  box.addEventListener("click", event => event.target === box && box.close())
  box.addEventListener("keydown", event => {
    /** @type {NodeListOf<HTMLElement>} */
    const found = list.querySelectorAll(".found-ref a")
    const stops = [input, ...found]
    const at = stops.findIndex(stop => stop === document.activeElement)
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    if (step && at >= 0) {
      event.preventDefault()
      stops[Math.max(0, Math.min(stops.length - 1, at + step))].focus()
    } else if (event.key === "Enter" && at === 0) {
      event.preventDefault()
      found[0]?.click()
    }
  })
  list.addEventListener("click", event => {
    if (event.target instanceof Element && event.target.closest("a")) box.close()
  })
  document.body.append(box)
  return { box, input }
}
