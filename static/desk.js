// The desk and the account pages; both work without it.
'use strict'

// A passkey that was not used: said on the page, since nobody reads the console.
document.addEventListener('allauth.error', event => {
  const problem = document.getElementById('passkey-problem')
  if (problem) {
    event.preventDefault()
    problem.hidden = false
  }
})

// Who types for an hour is not idle. Every five minutes of it, the session hears so.
const FIVE_MINUTES = 5 * 60 * 1000
let heard = Date.now()
document.addEventListener('input', () => {
  if (Date.now() - heard > FIVE_MINUTES) {
    heard = Date.now()
    fetch('/account/', { method: 'HEAD', redirect: 'manual' })
  }
})

// A box to search in is called like its field, also while it is empty.
const labelOf = id => document.querySelector(`label[for="${id}"]`)
function nameSearchBoxes () {
  for (const select of document.querySelectorAll('select.admin-autocomplete')) {
    const label = labelOf(select.id)
    const box = select.parentElement.querySelector('.select2-selection[role=combobox]')
    const shown = box?.querySelector('[role=textbox]')
    if (!shown) continue
    if (!label) {
      // In a table the field itself says what it is.
      shown.setAttribute('aria-label', `${select.getAttribute('aria-label')} ${shown.title}`.trim())
      continue
    }
    label.id = `${select.id}_label`
    shown.setAttribute('aria-labelledby', label.id)
    box.setAttribute('aria-labelledby', `${label.id} ${shown.id}`)
  }
}
new MutationObserver(nameSearchBoxes).observe(document, { childList: true, subtree: true })
document.addEventListener('focusin', event => {
  const shows = /^select2-(.+)-results$/.exec(event.target.getAttribute?.('aria-controls') ?? '')
  if (!shows) return
  const name = labelOf(shows[1])?.textContent ?? document.getElementById(shows[1])?.ariaLabel
  if (name) event.target.setAttribute('aria-label', name.trim())
})

// Whoever adds a row goes on typing in it.
document.addEventListener('formset:added', event => setTimeout(() => {
  event.target.querySelector('select, textarea, input:not([type=hidden])')?.focus()
}))
