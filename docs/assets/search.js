// Search: a dialog on every page and the page /search/, over Pagefind's API. Loaded when someone
// searches, not before. Addresses in the index are from the root of the site; this file stands one
// folder below it, and so knows where that is.

import { element } from "./element.js"
import { EMPTY, FACETS, filtersOf, fromAddress, isEmpty, toAddress } from "./query.js"
import { excerpt, matchedWords, merge, nearest, parse } from "./results.js"
import { load, save } from "./storage.js"

/** @import { Facet, Query } from "./query.js" */
/** @import { Found, Fragment, Place, RecordData, Text } from "./results.js" */
/** @typedef {ReturnType<typeof filtersOf>} Filters */
/** @typedef {Record<string, Record<string, number>>} Counts of each value of a filter */
/** @typedef {{ id: string, data: () => Promise<Fragment> }} Result */

/**
 * What is used of Pagefind's API.
 *
 * @typedef {object} Pagefind
 * @property {(options: { bundlePath: string, baseUrl: string }) => Promise<void>} options
 * @property {() => Promise<void>} init
 * @property {(words: string) => Promise<void>} preload
 * @property {() => Promise<Counts>} filters
 * @property {(words: string, options: { filters: Filters, sort?: Record<string, "asc" | "desc"> }) =>
 *   Promise<{ results: Result[], filters: Counts }>} search
 */

const ROOT = new URL("../", import.meta.url)
const DEBOUNCE = 50
const PAGE_SIZE = 10
const KIND = { passage: "Passage", note: "Note", term: "Glossary", event: "Timeline", page: "Page" }

/** @param {string} address from the root of the site */
const absolute = address => new URL(address, ROOT).href

/** @type {Promise<Pagefind> | null} */
let loading = null

/** Pagefind, loaded once. */
function engine() {
  loading ??= (async () => {
    /** @type {Pagefind} */
    const pagefind = await import(absolute("pagefind/pagefind.js"))
    await pagefind.options({ bundlePath: new URL("pagefind/", ROOT).pathname, baseUrl: "/" })
    await pagefind.init()
    return pagefind
  })().catch(error => {
    loading = null
    throw error
  })
  return loading
}

/**
 * Fetches what a query needs while the debounce still waits.
 *
 * @param {string} words
 */
async function preload(words) {
  if (words.trim()) (await engine()).preload(words.trim())
}

// ---- finding

/** A word that every record has: Pagefind fetches its whole index for a search without words. */
const EVERY = "qqevery"

/**
 * @param {Query} query
 * @param {Filters} filters
 */
async function search(query, filters) {
  const pagefind = await engine()
  const words = query.q.trim()
  return pagefind.search(words || EVERY, words ? { filters } : { filters, sort: { order: "asc" } })
}

/**
 * What a query finds, at least `size` of it: passages before everything else, and among them those
 * that are about the themes chosen before those that mention them.
 *
 * @param {Query} query
 */
export async function find(query, size = PAGE_SIZE) {
  const filters = filtersOf(query)
  const passages = { ...filters, kind: "passage" }
  const groups = []
  let number = 0
  if (!query.kind || query.kind === "passage") {
    const { results } = await search(query, passages)
    number = results.length
    if (query.theme.length) {
      groups.push((await search(query, { ...passages, about: { all: query.theme } })).results)
    }
    groups.push(results)
  }
  if (query.kind ? query.kind !== "passage" : number <= size) {
    groups.push((await search(query, filters)).results)
  }
  return { results: merge(groups), passages: number }
}

/**
 * For every facet how many there would be of each of its values, with all else that is chosen.
 *
 * @param {Query} query
 */
async function countsOf(query) {
  await (await engine()).filters()
  const counts = { ...(await search(query, filtersOf(query))).filters }
  for (const name of FACETS.filter(name => query[name])) {
    counts[name] = (await search(query, filtersOf(query, name))).filters[name]
  }
  return counts
}

/** @param {Result} result */
export const read = async result => parse(await result.data())

// ---- showing

/**
 * The link to a result, with the words to mark where it leads.
 *
 * @param {Place} place
 */
function linkTo(place) {
  const address = new URL(place.address, ROOT)
  const marks = matchedWords(place)
  if (marks.length) address.searchParams.set("mark", marks.join(" "))
  return element("a", { href: address.href }, place.reference)
}

/** @param {Element[]} links */
const separated = links => links.flatMap((link, at) => at ? [", ", link] : [link])

/**
 * @param {Found} found
 * @param {number} length of the excerpt, in words
 */
function hit(found, length) {
  const { meta, through } = found
  const reference = element("p", { class: "found-ref" },
    linkTo({ ...found, ...meta }), " ", element("span", {}, meta.title))
  if (meta.kind !== "passage") reference.prepend(element("small", {}, `${KIND[meta.kind]} `))
  const pieces = excerpt(found, length).map(piece =>
    typeof piece === "string" ? piece : element("mark", {}, piece.match))
  const item = element("li", { class: "hit" }, reference,
    element("p", { class: "hit-words", lang: meta.language, dir: "auto" }, ...pieces))
  if (through.length && !found.matched.size) {
    item.append(element("p", { class: "number" }, `Found through ${through.join("; ")}`))
  }
  if (found.others.length) {
    item.append(element("p", { class: "number" }, "Also in ", ...separated(found.others.map(linkTo))))
  }
  if (meta.themes) {
    const links = meta.themes.map(([address, label]) => element("a", { href: absolute(address) }, label))
    item.append(element("p", { class: "hit-themes" }, ...separated(links)))
  }
  return item
}

/**
 * Nothing found: says so, and offers the themes and terms whose names are most like the query.
 *
 * @param {string} words
 */
async function nothing(words) {
  const names = await (await fetch(absolute("data/words.json"))).json()
  const links = nearest(words, names).map(({ label, address }) =>
    element("li", {}, element("a", { href: absolute(address) }, label)))
  return element("li", {},
    element("p", {}, words ? `Nothing has “${words}”.` : "No passage has all that is chosen."),
    ...(links.length
      ? [
          element("p", { class: "number" }, "The nearest themes and terms:"),
          element("ul", { class: "plain" }, ...links),
        ]
      : [element("p", {}, "See ", element("a", { href: absolute("themes/") }, "all themes"))]))
}

/**
 * A function that shows what a query finds in `list`, and says how much in `status`; a later call
 * overtakes an earlier one, which then returns nothing.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} status
 * @param {number} length of an excerpt, in words
 */
function renderer(list, status, length) {
  let turn = 0
  /** @returns {NodeListOf<HTMLElement>} */
  const links = () => list.querySelectorAll(".found-ref a")
  /**
   * @param {Query} query
   * @param {number} size
   */
  return async (query, size) => {
    const mine = ++turn
    const empty = isEmpty(query)
    const found = empty ? { results: [], passages: 0 } : await find(query, size)
    const items = (await Promise.all(found.results.slice(0, size).map(read))).map(one => hit(one, length))
    if (!items.length && !empty) items.push(await nothing(query.q.trim()))
    if (mine !== turn) return null
    const at = [...links()].findIndex(link => link === document.activeElement)
    list.replaceChildren(...items)
    if (at >= 0) [...links()].slice(0, at + 1).at(-1)?.focus()
    const others = found.results.length - found.passages
    if (empty) status.textContent = ""
    else if (!found.results.length) status.textContent = "Nothing found"
    else {
      const passages = `${found.passages} ${found.passages === 1 ? "passage" : "passages"}`
      status.textContent = others ? `${passages}, ${others} elsewhere` : passages
    }
    return found
  }
}

/** @param {() => void} action */
function debounce(action) {
  let timer = 0
  return () => {
    clearTimeout(timer)
    timer = setTimeout(action, DEBOUNCE)
  }
}

// ---- the dialog

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
  engine()
}

function makeDialog() {
  const input = element("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false" })
  const status = element("p", { class: "number", role: "status" })
  const list = element("ol", { class: "plain hits" })
  const all = element("a", { href: absolute("search/") }, "All results, with filters")
  const slash = element("input", { type: "checkbox", id: "slash" })
  slash.checked = load("slash") !== "off"
  slash.addEventListener("change", () => save("slash", slash.checked ? "on" : "off"))
  const close = element("button", { type: "button" }, "Close")
  const box = element("dialog", { class: "search-box md-typeset", "aria-label": "Search" },
    element("form", { method: "dialog", class: "search-line" },
      element("label", { for: "find" }, "Search"), input, close),
    status, list,
    element("p", { class: "search-foot" },
      all, element("label", { for: "slash" }, slash, " The key / opens this")))
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

// ---- the page

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
    document.title = query.q.trim() ? `Search: ${query.q.trim()}` : "Search"
    const found = await show(query, size)
    if (!found) return
    more.hidden = found.results.length <= size
    const counts = isEmpty(query) ? null : await countsOf(query)
    if (mine === turn) count(counts)
  }
  const address = () => toAddress(fromForm()) || location.pathname
  const typed = debounce(() => {
    size = PAGE_SIZE
    history.replaceState(null, "", address())
    run()
  })
  const chosen = () => {
    size = PAGE_SIZE
    history.pushState(null, "", address())
    run()
  }
  const restore = () => {
    toForm(fromAddress(location.search))
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
  details.open = matchMedia("(min-width: 60em)").matches
}

const form = document.getElementById("search-form")
if (form instanceof HTMLFormElement) mountPage(form)
