// Words and where they stand.

import assert from "node:assert/strict"
import test from "node:test"
import { bare, find } from "../../docs/assets/words.js"

test("a word loses the punctuation around it and keeps that inside", () => {
  assert.deepEqual(["“supply-side”,", "(it’s)", "网络强国。", "—"].map(bare), ["supply-side", "it’s", "网络强国", ""])
})

test("words are found whole, whatever their case and however often", () => {
  const text = "Ships: “ships” and shipping; the harbour-master"
  const found = find(text, "ships harbour-master").map(({ start, end }) => text.slice(start, end))
  assert.deepEqual(found, ["Ships", "ships", "harbour-master"])
  assert.deepEqual(find(text, "master"), [])
  assert.deepEqual(find("", "ships"), [])
})
