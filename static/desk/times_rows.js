// A row that is folded after a change still shows the line of what is stored: say that it is not saved.
'use strict';
{
  function tell(row) {
    if (row.open) return;
    const unsaved = row.querySelector('.times-unsaved');
    if (Array.from(row.querySelectorAll('input, select, textarea')).some(isChanged)) unsaved.hidden = false;
  }

  // "toggle" does not rise; it is caught on its way down.
  document.addEventListener('toggle', (event) => event.target.matches('.times-row') && tell(event.target), true);
  window.addEventListener('pageshow', () => document.querySelectorAll('.times-row').forEach(tell));

  // Django's scripts put the new row above the button that was pressed: go where one writes.
  document.addEventListener('formset:added', (event) => {
    const row = event.target;
    if (row.closest('.times-group')) row.querySelector('select, input:not([type="hidden"])')?.focus();
  });
}
