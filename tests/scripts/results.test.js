// What a search has found.

import assert from "node:assert/strict"
import test from "node:test"
import { excerpt, matchedWords, merge, nearest, parse } from "../../docs/assets/results.js"

const DATA = { kind: "passage", address: "read/w/i/#i-p1", reference: "I ¶1", title: "One", count: 4 }

const fragment = (data, content, locations) =>
  ({ anchors: [{ id: encodeURIComponent(JSON.stringify({ ...DATA, ...data })) }], content, locations })

const text = (words, ...matched) => ({ words: words.split(" "), matched: new Set(matched) })

test("results of several searches are merged in their order, each once", () => {
  const [a, b, c, d] = ["a", "b", "c", "d"].map(id => ({ id }))
  assert.deepEqual(merge([[b, a], [a, b, c], [d, c]]), [b, a, c, d])
  assert.deepEqual(merge([]), [])
})

test("hidden words are told from those shown, and named by their label", () => {
  const hidden = [[4, "term: quay"], [6, ""], [7, "theme: Ships"]]
  const found = parse(fragment({ hidden }, "Ships lie along it. 码头 mǎtóu I Ships qqevery", [0, 5, 6, 7]))
  assert.deepEqual(found.words, ["Ships", "lie", "along", "it."])
  assert.deepEqual(found.matched, new Set([0]))
  assert.deepEqual(found.through, ["term: quay", "theme: Ships"])
  assert.equal(found.meta.reference, "I ¶1")
})

test("of the notes of a section the first that matches is the result, the others are named", () => {
  const notes = [[0, "n. 1", "#n1"], [2, "n. 2", "#n2"], [3, "n. 3", "#n3"]]
  const found = parse(fragment({ kind: "note", hidden: [], notes }, "One two three four qqevery", [2, 3]))
  assert.deepEqual([found.meta.reference, found.meta.address], ["n. 2", "#n2"])
  assert.deepEqual([found.words, found.matched], [["three"], new Set([0])])
  assert.deepEqual(found.others.map(note => note.reference), ["n. 3"])
})

test("notes found through a filter alone begin with the first", () => {
  const notes = [[0, "n. 1", "#n1"], [2, "n. 2", "#n2"]]
  const found = parse(fragment({ kind: "note", hidden: [], notes }, "One two three four qqevery", [4]))
  assert.deepEqual([found.meta.address, found.words, found.others], ["#n1", ["One", "two"], []])
})

test("the words to mark are those that matched, without punctuation and each once", () => {
  assert.deepEqual(matchedWords(text("“Ships, and ships lie", 0, 2, 3)), ["ships", "lie"])
})

test("an excerpt has the words that matched apart from their punctuation", () => {
  assert.deepEqual(excerpt(text("Old “ships,” lie — here", 1, 3), 9),
    ["Old ", "“", { match: "ships" }, ",” ", "lie ", "— ", "here "])
})

test("a long text is cut around its first match", () => {
  const words = Array.from({ length: 40 }, (_, at) => `w${at}`).join(" ")
  assert.deepEqual(excerpt(text(words), 2), ["w0 ", "w1 ", "…"])
  const pieces = excerpt(text(words, 30), 14)
  assert.deepEqual([pieces[0], pieces[1], pieces.at(-1)], ["… ", "w18 ", "…"])
  assert.deepEqual(excerpt(text(words, 39), 40)[0], "w0 ")
})

test("names like the query come first, those unlike it not at all", () => {
  const names = [["Roads", "themes/roads/"], ["Shipping", "themes/shipping/"], ["Ships & boats", "themes/ships/"]]
  assert.deepEqual(nearest("shippin", names).map(name => name.address), ["themes/shipping/", "themes/ships/"])
  assert.deepEqual(nearest("zzqq", names), [])
})
