// Applies what the reader has set before the page is painted: colours, sizes, and what stands beside the text.
// Where a browser keeps nothing, everything is as it comes.

document.documentElement.classList.add("js")
for (const name of ["colours", "size", "notes", "terms", "marks"]) {
  try {
    const value = localStorage.getItem(`reader.${name}`)
    if (value) document.documentElement.dataset[name] = value
  } catch {
    break
  }
}
