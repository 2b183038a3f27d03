// The search, over Pagefind's API. Addresses in the index are from the root of the site; this file stands
// one folder below it, and so knows where that is.

import { FACETS, filtersOf } from "./query.js"
import { merge, parse } from "./results.js"

/** @import { Query } from "./query.js" */
/** @import { Fragment } from "./results.js" */
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

/** How many results are shown first, and how many more each time. */
export const PAGE_SIZE = 10

/** @param {string} address from the root of the site */
export const absolute = address => new URL(address, ROOT).href

/** @type {Promise<Pagefind> | null} */
let loading = null
let loaded = false

/** Whether the engine is loaded, so that a search need not wait for it. */
export const isLoaded = () => loaded

/** Pagefind, loaded once. */
function engine() {
  loading ??= (async () => {
    /** @type {Pagefind} */
    const pagefind = await import(absolute("pagefind/pagefind.js"))
    await pagefind.options({ bundlePath: new URL("pagefind/", ROOT).pathname, baseUrl: "/" })
    await pagefind.init()
    loaded = true
    return pagefind
  })().catch(error => {
    loading = null
    throw error
  })
  return loading
}

/**
 * Fetches what a query needs, before it is asked. A failure is for the search to report.
 *
 * @param {string} words
 */
export async function preload(words) {
  try {
    const pagefind = await engine()
    if (words.trim()) await pagefind.preload(words.trim())
  } catch {
    // as said above
  }
}

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
export async function countsOf(query) {
  await (await engine()).filters()
  const counts = { ...(await search(query, filtersOf(query))).filters }
  for (const name of FACETS.filter(name => query[name])) {
    counts[name] = (await search(query, filtersOf(query, name))).filters[name]
  }
  return counts
}

/** @param {Result} result */
export const read = async result => parse(await result.data())
