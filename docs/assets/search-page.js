// The page /search/.

import { absent } from "./absent.js"
import { element } from "./element.js"
import { EMPTY, FACETS, fromAddress, isEmpty, toAddress } from "./query.js"
import { countsOf, PAGE_SIZE, preload } from "./search.js"
import { debounce, renderer } from "./search-view.js"

/** @import { Facet, Query } from "./query.js" */
/** @import { Counts } from "./search.js" */

const NAMES = { part: "part", work: "text", kind: "type", collation: "comparison" }

/** @param {HTMLFormElement} form */
function mountPage(form) {
  /**
   * @template {HTMLElement} Type
   * @param {string} selector
   * @returns {Type}
   */
  const part = selector => /** @type {Type} */ (form.querySelector(selector))
  /** @type {HTMLInputElement} */
  const input = part("#q")
  const list = part("#results")
  /** @type {HTMLButtonElement} */
  const more = part("#more")
  /** @type {HTMLDetailsElement} */
  const details = part("details")
  const fields = /** @type {(HTMLSelectElement & { name: Facet })[]} */ ([...form.querySelectorAll("select")])
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = form.querySelectorAll("input[name=theme]")
  const show = renderer(list, part("#status"), 70)
  let size = PAGE_SIZE
  /** @type {Node[]} what is said of filters in the address that cannot be chosen */
  let missing = []

  /** @param {Query} query */
  const missingOf = query => {
    const themes = [...boxes].map(box => box.value)
    const values = fields.flatMap(field => [...field.options].map(option => field.name + option.value))
    values.push(`work${form.dataset.work ?? ""}`)
    return [
      ...query.theme.filter(id => !themes.includes(id)).map(id => absent("theme", id)),
      ...FACETS.filter(name => query[name] && !values.includes(name + query[name]))
        .map(name => absent(name, query[name], NAMES[name])),
    ]
  }
  const fromForm = () => {
    const theme = [...boxes].filter(box => box.checked).map(box => box.value)
    const query = { ...EMPTY, q: input.value, theme }
    for (const field of fields) query[field.name] = field.value
    return query
  }
  /** @param {Query} query */
  const toForm = query => {
    input.value = query.q
    for (const box of boxes) box.checked = query.theme.includes(box.value)
    for (const field of fields) field.value = query[field.name]
  }
  // Without anything asked for nothing is counted, so that opening the page does not load the engine.
  /** @param {Counts | null} counts */
  const count = counts => {
    for (const box of boxes) {
      const label = /** @type {HTMLElement} */ (box.parentElement)
      const number = counts && (counts.theme?.[box.value] ?? 0)
      label.querySelector(".number")?.replaceChildren(`${number ?? ""}`)
      label.classList.toggle("none", number === 0 && !box.checked)
    }
    for (const field of fields) {
      for (const option of field.options) {
        if (!option.value) continue
        option.dataset.label ??= option.text
        const number = counts?.[field.name]?.[option.value] ?? 0
        option.text = option.dataset.label + (counts ? ` (${number})` : "")
      }
    }
  }
  let turn = 0
  const run = async () => {
    const mine = ++turn
    const query = fromForm()
    form.classList.toggle("asked", !isEmpty(query) || missing.length > 0)
    document.title = query.q.trim() ? `Search: ${query.q.trim()}` : "Search"
    const found = await show(missing.length ? EMPTY : query, size)
    if (!found) return
    if (missing.length) {
      list.replaceChildren(...missing.map(said => element("li", {}, said)))
      part("#status").textContent = "No results"
    }
    more.hidden = found.results.length <= size
    const counts = isEmpty(query) || missing.length ? null : await countsOf(query)
    if (mine === turn) count(counts)
  }
  const address = () => toAddress(fromForm()) || location.pathname
  const typed = debounce(() => {
    size = PAGE_SIZE
    missing = []
    history.replaceState(null, "", address())
    run()
  })
  const chosen = () => {
    size = PAGE_SIZE
    missing = []
    history.pushState(null, "", address())
    run()
  }
  const restore = () => {
    const query = fromAddress(location.search)
    missing = missingOf(query)
    toForm(query)
    run()
  }
  input.addEventListener("input", () => {
    preload(input.value)
    typed()
  })
  form.addEventListener("change", event => event.target !== input && chosen())
  form.addEventListener("submit", event => {
    event.preventDefault()
    chosen()
  })
  form.addEventListener("reset", event => {
    event.preventDefault()
    toForm(EMPTY)
    chosen()
  })
  more.addEventListener("click", async () => {
    const at = list.children.length
    size += PAGE_SIZE
    await run()
    list.children[at]?.querySelector("a")?.focus()
  })
  addEventListener("popstate", restore)
  restore()
  const wide = matchMedia("(width >= 64em)") // where nothing folds them
  const unfold = () => { details.open = wide.matches }
  wide.addEventListener("change", unfold)
  unfold()
}

const form = document.getElementById("search-form")
if (form instanceof HTMLFormElement) mountPage(form)
