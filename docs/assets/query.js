// A search query as the address of the search page has it: `?q=internet&theme=online-content&part=VII`.

/** @typedef {"part" | "work" | "kind" | "collation"} Facet */
/** @typedef {{ q: string, theme: string[] } & Record<Facet, string>} Query */

/** @type {Facet[]} */
export const FACETS = ["part", "work", "kind", "collation"]

/** @type {Query} */
export const EMPTY = { q: "", theme: [], part: "", work: "", kind: "", collation: "" }

/**
 * @param {string} search
 * @returns {Query}
 */
export function fromAddress(search) {
  const given = new URLSearchParams(search)
  const query = { ...EMPTY, q: given.get("q") ?? "", theme: given.getAll("theme") }
  for (const name of FACETS) query[name] = given.get(name) ?? ""
  return query
}

/**
 * The inverse of `fromAddress`; nothing for an empty query.
 *
 * @param {Query} query
 */
export function toAddress(query) {
  const given = new URLSearchParams()
  if (query.q.trim()) given.set("q", query.q.trim())
  for (const theme of query.theme) given.append("theme", theme)
  for (const name of FACETS) if (query[name]) given.set(name, query[name])
  const search = given.toString()
  return search && `?${search}`
}

/** @param {Query} query */
export const isEmpty = query => !toAddress(query)

/**
 * Pagefind's filters for a query.
 *
 * @param {Query} query
 * @param {Facet} [except] a facet that is left out
 */
export function filtersOf(query, except) {
  /** @type {Record<string, string | { all: string[] }>} */
  const filters = {}
  if (query.theme.length) filters.theme = { all: query.theme }
  for (const name of FACETS) if (query[name] && name !== except) filters[name] = query[name]
  return filters
}
