// Added to every page by the preview: loads the page again when the site has changed, or when the
// program has started again in the meantime.

let state

const events = new EventSource("/events")
events.onmessage = event => {
  if (state && event.data !== state) location.reload()
  state = event.data
}
