// Shows what a search has found.

import { element } from "./element.js"
import { isEmpty } from "./query.js"
import { excerpt, matchedWords, nearest } from "./results.js"
import { absolute, find, isLoaded, read } from "./search.js"
import { spoken } from "./spoken.js"

/** @import { Query } from "./query.js" */
/** @import { Found, Place } from "./results.js" */

/** @type {{ found: Awaited<ReturnType<typeof find>>, items: HTMLElement[] }} */
const NOTHING = { found: { results: [], passages: 0 }, items: [] }
const DEBOUNCE = 50
const KIND = { passage: "Passage", note: "Note", term: "Glossary", event: "Timeline", page: "Page" }

/**
 * The link to a result, with the words to mark where it leads.
 *
 * @param {Place} place
 */
function linkTo(place) {
  const address = new URL(absolute(place.address))
  const marks = matchedWords(place)
  if (marks.length) address.searchParams.set("mark", marks.join(" "))
  return element("a", { href: address.href }, ...spoken(place.reference))
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
    item.append(element("p", { class: "number" }, `Matched by ${through.join("; ")}`))
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
    element("p", {}, words ? `No results for “${words}”.` : "No results match these filters."),
    ...(links.length
      ? [
          element("p", { class: "number" }, "Similar themes and terms:"),
          element("ul", { class: "plain" }, ...links),
        ]
      : [element("p", {}, element("a", { href: absolute("themes/") }, "All themes"))]))
}

/**
 * How much was found, in a few words.
 *
 * @param {number} passages
 * @param {number} others notes, terms, events and pages
 */
function amount(passages, others) {
  if (!passages && !others) return "No results"
  const first = passages === 1 ? "1 passage" : `${passages || "No"} passages`
  const second = others === 1 ? "1 other result" : `${others} other results`
  if (!others) return first
  return passages ? `${first} and ${second}` : `${first}, ${second}`
}

/**
 * A function that shows what a query finds in `list`, and says how much in `status`; a later call
 * overtakes an earlier one, which then returns nothing. So does one that fails, of which `status` tells.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} status
 * @param {number} length of an excerpt, in words
 */
export function renderer(list, status, length) {
  let turn = 0
  /** @returns {NodeListOf<HTMLElement>} */
  const links = () => list.querySelectorAll(".found-ref a")
  /**
   * What a query finds, and the items of the list that show it.
   *
   * @param {Query} query
   * @param {number} size
   */
  const answerTo = async (query, size) => {
    const found = await find(query, size)
    const items = (await Promise.all(found.results.slice(0, size).map(read))).map(one => hit(one, length))
    if (!items.length) items.push(await nothing(query.q.trim()))
    return { found, items }
  }
  /**
   * @param {Query} query
   * @param {number} size
   */
  return async (query, size) => {
    const mine = ++turn
    const empty = isEmpty(query)
    if (!empty && !isLoaded()) status.textContent = "Searching …"
    const answer = empty ? NOTHING : await answerTo(query, size).catch(() => null)
    if (mine !== turn) return null
    if (!answer) {
      list.replaceChildren()
      status.textContent = "Search could not be loaded. Reload the page to try again."
      return null
    }
    const { found, items } = answer
    const at = [...links()].findIndex(link => link === document.activeElement)
    list.replaceChildren(...items)
    if (at >= 0) [...links()].slice(0, at + 1).at(-1)?.focus()
    const others = found.results.length - found.passages
    status.textContent = empty ? "" : amount(found.passages, others)
    return found
  }
}

/** @param {() => void} action */
export function debounce(action) {
  let timer = 0
  return () => {
    clearTimeout(timer)
    timer = setTimeout(action, DEBOUNCE)
  }
}
