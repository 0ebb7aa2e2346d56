// A row that is folded again after a change still shows the line of what is stored: say that it is not saved.
'use strict';
{
  const isChanged = (field) =>
    field.options
      ? Array.from(field.options).some((option) => option.selected !== option.defaultSelected)
      : field.value !== field.defaultValue || field.checked !== field.defaultChecked;

  // "toggle" does not rise; it is caught on its way down.
  document.addEventListener(
    'toggle',
    (event) => {
      const row = event.target;
      if (!row.matches('.times-row') || row.open) return;
      const unsaved = row.querySelector('.times-unsaved');
      if (Array.from(row.querySelectorAll('input, select, textarea')).some(isChanged)) unsaved.hidden = false;
    },
    true,
  );

  // Django's scripts put the new row above the button that was pressed: go where one writes.
  document.addEventListener('formset:added', (event) => {
    const row = event.target;
    if (row.closest('.times-group')) row.querySelector('select, input:not([type="hidden"])')?.focus();
  });
}
