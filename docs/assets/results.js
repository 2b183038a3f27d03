// What a search has found, apart from how it is shown.

import { bare } from "./words.js"

/**
 * What scripts/reader/search/records.py says of a record.
 *
 * @typedef {object} RecordData
 * @property {"passage" | "note" | "term" | "event" | "page"} kind
 * @property {string} address from the root of the site
 * @property {string} reference
 * @property {string} title
 * @property {number} count how many of its words are shown
 * @property {[start: number, label: string][]} hidden where the words that are not shown begin
 * @property {[start: number, reference: string, address: string][]} [notes]
 * @property {[address: string, label: string][]} [themes]
 * @property {string} [language]
 */

/** @typedef {{ words: string[], matched: Set<number> }} Text words, and which of them matched */
/** @typedef {Text & { reference: string, address: string }} Place */
/** @typedef {Text & { meta: RecordData, through: string[], others: Place[] }} Found */
/** @typedef {{ content: string, locations: number[], anchors: { id: string }[] }} Fragment */

/**
 * The results of several searches, one behind the other, each once.
 *
 * @template {{ id: string }} Result
 * @param {Result[][]} groups
 */
export const merge = groups =>
  [...new Map(groups.flat().map(result => [result.id, result])).values()]

/**
 * A result: what is told of it, its own words, those of them that matched, and what else it was found
 * through.
 *
 * @param {Fragment} fragment as Pagefind has it
 * @returns {Found}
 */
export function parse({ anchors, content, locations }) {
  /** @type {RecordData} */
  const meta = JSON.parse(decodeURIComponent(anchors[0].id))
  const words = content.split(/\s+/).slice(0, meta.count)
  const matched = new Set(locations.filter(at => at < meta.count))
  const through = new Set(locations
    .filter(at => at >= meta.count)
    .map(at => meta.hidden.findLast(([start]) => start <= at)?.[1] ?? "")
    .filter(Boolean))
  const found = { meta, words, matched, through: [...through], others: [] }
  return meta.notes ? noteOf(found, meta.notes) : found
}

/**
 * Of the notes of a section the first that matched, and where else in the section there are matches.
 *
 * @param {Found} found
 * @param {NonNullable<RecordData["notes"]>} starts
 */
function noteOf(found, starts) {
  const notes = starts.map(([start, reference, address], index) => {
    const end = starts[index + 1]?.[0] ?? found.words.length
    const inside = [...found.matched].filter(at => at >= start && at < end).map(at => at - start)
    return { reference, address, words: found.words.slice(start, end), matched: new Set(inside) }
  })
  const [first = notes[0], ...others] = notes.filter(note => note.matched.size)
  const { reference, address, words, matched } = first
  return { ...found, meta: { ...found.meta, reference, address }, words, matched, others }
}

/**
 * The different words that matched.
 *
 * @param {Text} text
 */
export const matchedWords = ({ words, matched }) =>
  [...new Set([...matched].map(at => bare(words[at]).toLowerCase()))]

/**
 * A text in pieces, those that matched apart; a long text is cut around the first of them.
 *
 * @param {Text} text
 * @param {number} length in words
 */
export function excerpt({ words, matched }, length) {
  const first = Math.min(...matched, words.length)
  const start = words.length <= length || first >= words.length ? 0 : Math.max(0, first - 12)
  /** @type {(string | { match: string })[]} */
  const pieces = start ? ["… "] : []
  words.slice(start, start + length).forEach((word, index) => {
    const match = matched.has(start + index) ? bare(word) : ""
    const [before, after] = match ? word.split(match, 2) : ["", word]
    if (match) pieces.push(before, { match })
    pieces.push(`${after} `)
  })
  if (start + length < words.length) pieces.push("…")
  return pieces
}

/** @param {string} text */
const bigrams = text => new Set([...text.toLowerCase()].map((sign, at, all) => sign + (all[at + 1] ?? "")))

/**
 * The names most like a query, at most five.
 *
 * @param {string} query
 * @param {[label: string, address: string][]} names
 */
export function nearest(query, names) {
  const asked = bigrams(query)
  /** @param {string} label */
  const likeness = label => {
    const own = bigrams(label)
    const shared = [...own].filter(pair => asked.has(pair)).length
    return shared / Math.max(1, Math.min(own.size, asked.size))
  }
  return names
    .map(([label, address]) => ({ label, address, likeness: likeness(label) }))
    .filter(name => name.likeness > 0.3)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, 5)
}
