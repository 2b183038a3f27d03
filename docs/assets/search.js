// Search: a dialog on every page and the page /search/, over Pagefind's API. Loaded when someone
// searches, not before. Addresses in the index are from the root of the site; this file stands one
// folder below it, and so knows where that is.

import { recall, remember } from "./memory.js"

const ROOT = new URL("../", import.meta.url)
const DEBOUNCE = 50
const PAGE_SIZE = 10
const SINGLE = ["part", "work", "kind", "collation"]
const EMPTY = { q: "", theme: [], part: "", work: "", kind: "", collation: "" }
const KIND = { passage: "Passage", note: "Note", term: "Glossary", event: "Timeline", page: "Page" }

let loading = null

/** Pagefind, loaded once. */
function engine() {
  loading ??= (async () => {
    const pagefind = await import(new URL("pagefind/pagefind.js", ROOT).href)
    await pagefind.options({ bundlePath: new URL("pagefind/", ROOT).pathname, baseUrl: "/" })
    await pagefind.init()
    return pagefind
  })().catch(error => {
    loading = null
    throw error
  })
  return loading
}

/** Fetches what a query needs while the debounce still waits. */
async function preload(query) {
  if (query.trim()) (await engine()).preload(query.trim())
}

// ---- finding

/** Pagefind's filters for a state; `but` leaves one facet out. */
function filtersOf(state, but = "") {
  const filters = {}
  if (state.theme.length) filters.theme = { all: state.theme }
  for (const name of SINGLE) if (state[name] && name !== but) filters[name] = state[name]
  return filters
}

/** A word that every record has: Pagefind fetches its whole index for a search without words. */
const EVERY = "qqevery"

async function search(state, filters) {
  const pagefind = await engine()
  const query = state.q.trim()
  return pagefind.search(query || EVERY, query ? { filters } : { filters, sort: { order: "asc" } })
}

/**
 * What a state finds, at least `size` of it: passages before everything else, and among them those
 * that are about the themes chosen before those that mention them.
 */
export async function find(state, size = PAGE_SIZE) {
  const filters = filtersOf(state)
  const passages = { ...filters, kind: "passage" }
  const groups = []
  let number = 0
  if (!state.kind || state.kind === "passage") {
    const all = await search(state, passages)
    number = all.results.length
    if (state.theme.length) groups.push(await search(state, { ...passages, about: { all: state.theme } }))
    groups.push(all)
  }
  if (state.kind ? state.kind !== "passage" : number <= size) groups.push(await search(state, filters))
  const seen = new Set()
  const results = groups
    .flatMap(group => group.results)
    .filter(result => !seen.has(result.id) && seen.add(result.id))
  return { results, passages: number }
}

/** For every facet how many there would be of each of its values, with all else that is chosen. */
async function countsOf(state) {
  await (await engine()).filters()
  const counts = { ...(await search(state, filtersOf(state))).filters }
  for (const name of SINGLE.filter(name => state[name])) {
    counts[name] = (await search(state, filtersOf(state, name))).filters[name]
  }
  return counts
}

/** A result: what is told of it, its own words, those of them that matched, and what else it was found
    through. */
export async function read(result) {
  const { anchors, content, locations } = await result.data()
  const meta = JSON.parse(decodeURIComponent(anchors[0].id))
  const words = content.split(/\s+/).slice(0, meta.count)
  const matched = new Set(locations.filter(at => at < meta.count))
  const through = new Set()
  for (const at of locations) {
    const label = at < meta.count ? "" : meta.hidden.findLast(([start]) => start <= at)?.[1]
    if (label) through.add(label)
  }
  const found = { meta, words, matched, through: [...through], others: [] }
  return meta.notes ? noteOf(found) : found
}

/** Of the notes of a section the first that matched, and where else in the section there are matches. */
function noteOf(found) {
  const starts = found.meta.notes
  const notes = starts.map(([start, reference, address], index) => {
    const end = starts[index + 1]?.[0] ?? found.words.length
    const inside = [...found.matched].filter(at => at >= start && at < end).map(at => at - start)
    return { reference, address, words: found.words.slice(start, end), matched: new Set(inside) }
  })
  const [first, ...others] = notes.filter(note => note.matched.size)
  const { reference, address, words, matched } = first ?? notes[0]
  return { ...found, meta: { ...found.meta, reference, address }, words, matched, others }
}

// ---- showing

/** An element: `h("a", { href }, "text", child)`. Text is never read as HTML. */
function h(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, value)
  }
  element.append(...children)
  return element
}

const bare = word => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")

function addressOf({ meta, words, matched }) {
  const address = new URL(meta.address, ROOT)
  const marks = [...new Set([...matched].map(at => bare(words[at]).toLowerCase()))]
  if (marks.length) address.searchParams.set("mark", marks.join(" "))
  return address.href
}

/** The words with the matched ones marked; a long text is cut around the first of them. */
function marked({ words, matched, meta }, length) {
  const first = Math.min(...matched, words.length)
  const start = words.length <= length || first >= words.length ? 0 : Math.max(0, first - 12)
  const pieces = start ? ["… "] : []
  words.slice(start, start + length).forEach((word, index) => {
    const [before, after] = matched.has(start + index) ? word.split(bare(word), 2) : [word]
    pieces.push(before, ...(after === undefined ? [] : [h("mark", {}, bare(word)), after]), " ")
  })
  if (start + length < words.length) pieces.push("…")
  return h("p", { class: "hit-words", lang: meta.language, dir: "auto" }, ...pieces)
}

const separated = links => links.flatMap((link, at) => at ? [", ", link] : [link])

function hit(found, length) {
  const { meta, through } = found
  const link = h("a", { href: addressOf(found) }, meta.reference)
  const reference = h("p", { class: "found-ref" }, link, " ", h("span", {}, meta.title))
  if (meta.kind !== "passage") reference.prepend(h("small", {}, `${KIND[meta.kind]} `))
  const item = h("li", { class: "hit" }, reference, marked(found, length))
  if (through.length && !found.matched.size) {
    item.append(h("p", { class: "number" }, `Found through ${through.join("; ")}`))
  }
  if (found.others.length) {
    const links = found.others.map(other => h("a", { href: addressOf({ ...other, meta: other }) }, other.reference))
    item.append(h("p", { class: "number" }, "Also in ", ...separated(links)))
  }
  if (meta.themes) {
    const links = meta.themes.map(([id, label]) =>
      h("a", { href: new URL(`themes/${id}/`, ROOT).href }, label))
    item.append(h("p", { class: "hit-themes" }, ...separated(links)))
  }
  return item
}

/** Nothing found: says so, and offers the themes and terms whose names are most like the query. */
async function nothing(query) {
  const pairs = text => new Set([...text.toLowerCase()].map((sign, at, all) => sign + (all[at + 1] ?? "")))
  const asked = pairs(query)
  const words = await (await fetch(new URL("data/words.json", ROOT))).json()
  const near = words
    .map(([label, address]) => {
      const own = pairs(label)
      const shared = [...own].filter(pair => asked.has(pair)).length
      return [shared / Math.max(1, Math.min(own.size, asked.size)), label, address]
    })
    .filter(([likeness]) => likeness > 0.3)
    .sort((one, other) => other[0] - one[0])
    .slice(0, 5)
  const links = near.map(([, label, address]) =>
    h("li", {}, h("a", { href: new URL(address, ROOT).href }, label)))
  return [
    h("p", {}, query ? `Nothing has “${query}”.` : "No passage has all that is chosen."),
    ...(links.length
      ? [h("p", { class: "number" }, "The nearest themes and terms:"), h("ul", { class: "plain" }, ...links)]
      : [h("p", {}, "See ", h("a", { href: new URL("themes/", ROOT).href }, "all themes"))]),
  ]
}

const isEmpty = state => !state.q.trim() && !Object.keys(filtersOf(state)).length

/** Shows what a state finds in `list`, and says how much in `status`; a later call overtakes. */
function shower(list, status, length) {
  let turn = 0
  return async (state, size) => {
    const mine = ++turn
    const found = isEmpty(state) ? { results: [], passages: 0 } : await find(state, size)
    const shown = await Promise.all(found.results.slice(0, size).map(read))
    const said = found.results.length || isEmpty(state) ? [] : await nothing(state.q.trim())
    if (mine !== turn) return null
    const links = () => [...list.querySelectorAll(".found-ref a")]
    const at = links().indexOf(document.activeElement)
    list.replaceChildren(...shown.map(one => hit(one, length)))
    if (at >= 0) (links()[at] ?? links().at(-1))?.focus()
    if (said.length) list.replaceChildren(h("li", {}, ...said))
    const others = found.results.length - found.passages
    if (isEmpty(state)) status.textContent = ""
    else if (!found.results.length) status.textContent = "Nothing found"
    else {
      const passages = `${found.passages} ${found.passages === 1 ? "passage" : "passages"}`
      status.textContent = others ? `${passages}, ${others} elsewhere` : passages
    }
    return found
  }
}

function later(action) {
  let timer = 0
  return () => {
    clearTimeout(timer)
    timer = setTimeout(action, DEBOUNCE)
  }
}

// ---- the dialog

let dialog = null

/** Opens the dialog, with what was typed before it was there; it gives the focus back at its end. */
export function open(typed = "") {
  dialog ??= makeDialog()
  if (!dialog.open) dialog.showModal()
  const input = dialog.querySelector("input")
  if (typed) input.value = typed
  input.select()
  if (typed) input.setSelectionRange(typed.length, typed.length)
  input.dispatchEvent(new Event("input"))
  engine()
}

function makeDialog() {
  const input = h("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false" })
  const status = h("p", { class: "number", role: "status" })
  const list = h("ol", { class: "plain hits" })
  const all = h("a", { href: new URL("search/", ROOT).href }, "All results, with filters")
  const slash = h("input", { type: "checkbox", id: "slash" })
  slash.checked = recall("slash") !== "off"
  slash.addEventListener("change", () => remember("slash", slash.checked ? "on" : "off"))
  const close = h("button", { type: "button" }, "Close")
  const box = h("dialog", { class: "search-box", "aria-label": "Search" },
    h("form", { method: "dialog", class: "search-line" },
      h("label", { for: "find" }, "Search"), input, close),
    status, list,
    h("p", { class: "search-foot" }, all, h("label", { for: "slash" }, slash, " The key / opens this")))
  const show = shower(list, status, 40)
  const update = later(async () => {
    const state = { ...EMPTY, q: input.value }
    all.href = new URL(`search/?${new URLSearchParams({ q: input.value })}`, ROOT).href
    await show(state, 8)
  })
  input.addEventListener("input", () => {
    preload(input.value)
    update()
  })
  close.addEventListener("click", () => box.close())
  box.addEventListener("click", event => event.target === box && box.close())
  box.addEventListener("keydown", event => {
    const links = [input, ...list.querySelectorAll(".found-ref a")]
    const at = links.indexOf(document.activeElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && at >= 0) {
      event.preventDefault()
      links[Math.max(0, Math.min(links.length - 1, at + step))].focus()
    } else if (event.key === "Enter" && at === 0) {
      event.preventDefault()
      if (links[1]) links[1].click()
    }
  })
  list.addEventListener("click", event => event.target.closest("a") && box.close())
  document.body.append(box)
  return box
}

// ---- the page

/** The page's state is its address: `?q=internet&theme=online-content&part=VII`. */
function fromAddress() {
  const given = new URLSearchParams(location.search)
  const state = { q: given.get("q") ?? "", theme: given.getAll("theme") }
  for (const name of SINGLE) state[name] = given.get(name) ?? ""
  return state
}

function toAddress(state) {
  const given = new URLSearchParams()
  if (state.q.trim()) given.set("q", state.q.trim())
  state.theme.forEach(theme => given.append("theme", theme))
  for (const name of SINGLE) if (state[name]) given.set(name, state[name])
  const query = given.toString()
  return query ? `?${query}` : location.pathname
}

function mountPage(form) {
  const list = document.getElementById("results")
  const status = document.getElementById("status")
  const button = document.getElementById("more")
  const show = shower(list, status, 70)
  let size = PAGE_SIZE
  const fields = [...form.querySelectorAll("select")]
  const boxes = [...form.querySelectorAll("input[name=theme]")]

  const fromForm = () => {
    const state = { q: form.q.value, theme: boxes.filter(box => box.checked).map(box => box.value) }
    for (const name of SINGLE) state[name] = form.elements[name]?.value ?? ""
    return state
  }
  const toForm = state => {
    form.q.value = state.q
    boxes.forEach(box => { box.checked = state.theme.includes(box.value) })
    fields.forEach(field => { field.value = state[field.name] })
  }
  // Without anything asked for nothing is counted, so that opening the page does not load the engine.
  const count = counts => {
    for (const box of boxes) {
      const number = counts ? counts.theme?.[box.value] ?? 0 : ""
      box.parentElement.querySelector(".number").textContent = number
      box.parentElement.classList.toggle("none", number === 0 && !box.checked)
    }
    for (const option of fields.flatMap(field => [...field.options])) {
      if (!option.value) continue
      option.dataset.label ??= option.textContent
      const number = counts?.[option.closest("select").name]?.[option.value] ?? 0
      option.textContent = option.dataset.label + (counts ? ` (${number})` : "")
    }
  }
  let turn = 0
  const run = async () => {
    const mine = ++turn
    const state = fromForm()
    document.title = state.q.trim() ? `Search: ${state.q.trim()}` : "Search"
    const found = await show(state, size)
    if (!found) return
    button.hidden = found.results.length <= size
    const counts = isEmpty(state) ? null : await countsOf(state)
    if (mine === turn) count(counts)
  }
  const typed = later(() => {
    size = PAGE_SIZE
    history.replaceState(null, "", toAddress(fromForm()))
    run()
  })
  const chosen = () => {
    size = PAGE_SIZE
    history.pushState(null, "", toAddress(fromForm()))
    run()
  }
  form.q.addEventListener("input", () => {
    preload(form.q.value)
    typed()
  })
  form.addEventListener("change", event => event.target !== form.q && chosen())
  form.addEventListener("submit", event => {
    event.preventDefault()
    chosen()
  })
  form.addEventListener("reset", event => {
    event.preventDefault()
    toForm(EMPTY)
    chosen()
  })
  button.addEventListener("click", async () => {
    const at = list.children.length
    size += PAGE_SIZE
    await run()
    list.children[at]?.querySelector("a")?.focus()
  })
  addEventListener("popstate", () => {
    toForm(fromAddress())
    run()
  })
  toForm(fromAddress())
  form.querySelector("details").open = !form.querySelector("summary").offsetHeight // where it cannot be folded
  run()
}

const form = document.getElementById("search-form")
if (form) mountPage(form)
