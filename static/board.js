// The table of a reading's cells by keyboard; without this script it is a plain form.
'use strict'

const KEYS = { y: 'yes', n: 'no', a: 'abstain', '.': 'absent', '?': 'not_recorded' }
const CONTROLS = 'input'

for (const form of document.querySelectorAll('[data-ctrl-enter]')) {
  form.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.requestSubmit()
    }
  })
}

for (const form of document.querySelectorAll('[data-grid]')) {
  const rows = [...form.querySelectorAll('tr.cell')]
  const chosen = row => row.querySelector('[type=radio]:checked') || row.querySelector('[type=radio]')
  const stateOf = row => row.querySelector('[type=text]')
  const confirmOf = row => row.querySelector('[name^=confirm-]')
  const isTyping = event => event.target.type === 'text'

  // One row at a time is in the order of the Tab key, so that the button is near.
  function enter(row) {
    for (const each of rows) {
      for (const control of each.querySelectorAll(CONTROLS)) {
        control.tabIndex = each === row ? 0 : -1
      }
    }
  }

  function go(row, control) {
    if (row) {
      enter(row)
      const to = control || chosen(row)
      to.focus()
      row.scrollIntoView({ block: 'nearest' })
    }
  }

  function goToFinding(from, step) {
    for (let at = rows.indexOf(from) + step; rows[at]; at += step) {
      if ('finding' in rows[at].dataset) {
        return go(rows[at])
      }
    }
  }

  function set(row, position) {
    const radio = row.querySelector(`[type=radio][value=${position}]`)
    radio.checked = true
    radio.focus()
    count()
  }

  // Enter: takes the suggestion, or asks for the State where there is none, or moves on.
  function moveOn(row, event) {
    const confirm = confirmOf(row)
    if (confirm && !stateOf(row).value) {
      confirm.checked = true
    } else if (!stateOf(row).value && !isTyping(event)) {
      return stateOf(row).focus()
    }
    go(rows[rows.indexOf(row) + 1])
  }

  function count() {
    for (const total of document.querySelectorAll('[data-count]')) {
      const marked = form.querySelectorAll(`tr.cell [value=${total.dataset.count}]:checked`)
      const kept = [...marked].filter(each => !each.closest('tr').querySelector('[name^=leave-]').checked)
      total.textContent = kept.length
    }
  }

  const MOVES = {
    ArrowDown: row => go(rows[rows.indexOf(row) + 1]),
    ArrowUp: row => go(rows[rows.indexOf(row) - 1]),
    Home: () => go(rows[0]),
    End: () => go(rows[rows.length - 1]),
    j: row => goToFinding(row, 1),
    k: row => goToFinding(row, -1)
  }

  form.addEventListener('keydown', event => {
    const row = event.target.closest('tr.cell')
    if (!row || event.ctrlKey || event.metaKey || event.altKey) {
      return
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (key === 'Enter') {
      event.preventDefault()
      moveOn(row, event)
    } else if (isTyping(event)) {
      if (key === 'Escape') {
        go(row)
      }
    } else if (key in MOVES) {
      event.preventDefault()
      MOVES[key](row)
    } else if (key in KEYS) {
      event.preventDefault()
      set(row, KEYS[key])
    }
  })
  form.addEventListener('focusin', event => {
    const row = event.target.closest('tr.cell')
    if (row) {
      enter(row)
    }
  })
  form.addEventListener('change', count)
  count()
  const focused = document.activeElement.closest('tr.cell')
  enter(focused || rows[0])
}
